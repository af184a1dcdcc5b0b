"""Hash everything again: every entry into its leaf, every leaf into the root that was signed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..errors import GateError
from .checkpoint import Checkpoint
from .entry import Logged, read_entry
from .merkle import leaf_hash, root_of_leaves
from .tiles import WIDTH, ReadTile, TileTree, tile_shapes

ReadBundle = Callable[[int, int], list[bytes]]
"""Gives the entries of bundle `n`, of which there should be `width`."""


def verify_tree(head: Checkpoint, read_tile: ReadTile, read_bundle: ReadBundle) -> Iterator[Logged]:
    """Yield every entry, and verify every tile and the root on the way; read it to its end.

    Raises: GateError TN-V022 (what is kept is not what was signed), TN-V025 (form of an entry, or a key that
        comes twice).
    """
    keys: set[str] = set()
    below: list[bytes] = []
    for level, full, partial in tile_shapes(head.size):
        above: list[bytes] = []
        for n in range(full + bool(partial)):
            width = WIDTH if n < full else partial
            if level == 0:
                entries = read_bundle(n, width)
                hashes = [leaf_hash(entry) for entry in entries]
            else:
                hashes = below[n * WIDTH : n * WIDTH + width]
            if len(hashes) != width or read_tile(level, n, width) != b"".join(hashes):
                raise _damaged(f"tile {level}/{n} is not over the entries below it")
            if width == WIDTH:
                above.append(root_of_leaves(hashes))
            if level == 0:
                yield from _entries(entries, n * WIDTH, keys)
        below = above
    if TileTree(read_tile).root(head.size) != head.root:
        raise _damaged("the tree has another root")


def _entries(written: list[bytes], first: int, keys: set[str]) -> Iterator[Logged]:
    for index, entry in enumerate(written, first):
        logged = read_entry(entry, index)
        if logged.entry.key in keys:
            raise GateError(
                "TN-V025",
                f"entry {index} has the key of an earlier one",
                mend="find out what else writes to this log",
            )
        keys.add(logged.entry.key)
        yield logged


def _damaged(problem: str) -> GateError:
    return GateError(
        "TN-V022",
        f"the log does not hold what its checkpoint says: {problem}",
        mend="compare with an older copy or export of the log",
    )
