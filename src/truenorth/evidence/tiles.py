"""The tree as tiles: 256 hashes each, read from wherever they are kept.

Tile (L, n) holds, in order, the roots of 256 full subtrees of height 8 * L. Source: c2sp.org/tlog-tiles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from .merkle import EMPTY_ROOT, HASH_BYTES, node_hash, root_of_leaves

WIDTH = 256
HEIGHT = 8

ReadTile = Callable[[int, int, int], bytes]
"""Gives the first `width` hashes of tile (level, n), `width * 32` bytes."""


def tile_shapes(size: int) -> Iterator[tuple[int, int, int]]:
    """Yield (level, number of full tiles, width of the partial one or 0) of a tree of `size` leaves."""
    level, hashes = 0, size
    while hashes:
        yield level, hashes // WIDTH, hashes % WIDTH
        level, hashes = level + 1, hashes // WIDTH


def tile_name(level: int | str, n: int, width: int = WIDTH) -> str:
    """Return the path of a tile below a log's prefix; level "entries" names a bundle of entries.

    >>> tile_name(0, 1234067, 17)
    'tile/0/x001/x234/067.p/17'
    """
    parts = [f"{n % 1000:03}"]
    while n := n // 1000:
        parts.insert(0, f"x{n % 1000:03}")
    partial = f".p/{width}" if width < WIDTH else ""
    return f"tile/{level}/{'/'.join(parts)}{partial}"


TILE_NAME = re.compile(r"tile/(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x\d{3}/)*)(\d{3})(?:\.p/([1-9]\d{0,2}))?")


def parse_tile_name(name: str) -> tuple[int | str, int, int] | None:
    """Return (level, n, width) of a tile's path, None if it is no tile's path."""
    found = TILE_NAME.fullmatch(name)
    if not found:
        return None
    level: int | str = found[1] if found[1] == "entries" else int(found[1])
    n = int((found[2] + found[3]).replace("x", "").replace("/", ""))
    parsed = level, n, int(found[4] or WIDTH)
    # leading zero groups or a partial tile of 256 would be a second name for the same tile
    return parsed if tile_name(*parsed) == name else None


class TileTree:
    """Roots and proofs of a tree of which only the tiles are at hand. A tile is read once."""

    def __init__(self, read: ReadTile) -> None:
        self._read = read
        self._tiles: dict[tuple[int, int], bytes] = {}

    def root(self, size: int) -> bytes:
        """Return the root of the first `size` leaves."""
        return self._range(0, size) if size else EMPTY_ROOT

    def leaf(self, index: int) -> bytes:
        """Return one leaf hash."""
        return self._range(index, index + 1)

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """Return the path of leaf `index` in the tree of `size` leaves. Source: RFC 6962, 2.1.1."""
        if not 0 <= index < size:
            raise IndexError(f"no leaf {index} in a tree of {size}")
        path, start, end = [], 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(start, middle))
                start = middle
        return path[::-1]

    def consistency_proof(self, old_size: int, size: int) -> list[bytes]:
        """Return the proof that the first `old_size` leaves are a prefix. Source: RFC 6962, 2.1.2."""
        if not 0 <= old_size <= size:
            raise IndexError(f"no tree of {old_size} in a tree of {size}")
        if old_size in (0, size):
            return []
        path, start, end = [], 0, size
        while old_size != end:
            middle = start + _split(end - start)
            if old_size <= middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(start, middle))
                start = middle
        if start:
            path.append(self._range(start, end))
        return path[::-1]

    def _range(self, start: int, end: int) -> bytes:
        """Root of leaves start..end, a range that the recursion of RFC 6962 comes to."""
        count = end - start
        if count & (count - 1):
            middle = start + _split(count)
            return node_hash(self._range(start, middle), self._range(middle, end))
        level, height = divmod(count.bit_length() - 1, HEIGHT)
        first = start >> (HEIGHT * level)
        n, offset = divmod(first, WIDTH)
        width = 1 << height
        hashes = self._tile(level, n, offset + width)[offset * HASH_BYTES :]
        return root_of_leaves(split_hashes(hashes[: width * HASH_BYTES]))

    def _tile(self, level: int, n: int, width: int) -> bytes:
        known = self._tiles.get((level, n), b"")
        if len(known) < width * HASH_BYTES:
            known = self._tiles[level, n] = self._read(level, n, width)
        return known


def grow(read: ReadTile, size: int, leaves: Sequence[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """Yield the tiles (level, n, hashes) that change when leaf hashes are added after `size` leaves."""
    level, count, new = 0, size, leaves
    while new:
        n, width = divmod(count, WIDTH)
        hashes = (read(level, n, width) if width else b"") + b"".join(new)
        above = []
        for start in range(0, len(hashes), WIDTH * HASH_BYTES):
            tile = hashes[start : start + WIDTH * HASH_BYTES]
            yield level, n, tile
            n += 1
            if len(tile) == WIDTH * HASH_BYTES:
                above.append(root_of_leaves(split_hashes(tile)))
        level, count, new = level + 1, count // WIDTH, above


def split_hashes(joined: bytes) -> list[bytes]:
    """Return the hashes of a tile one by one."""
    return [joined[start : start + HASH_BYTES] for start in range(0, len(joined), HASH_BYTES)]


def _split(count: int) -> int:
    """Largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)
