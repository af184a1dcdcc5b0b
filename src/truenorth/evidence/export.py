"""The log as static files in the layout of c2sp.org/tlog-tiles, for any web server and any client.

checkpoint  log.vkey  witnesses.vkey  tile/0/000  tile/0/001.p/17  tile/entries/000  ...
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from ..errors import ConfigurationError, GateError
from .anchors import read_kept, require_prefix
from .bundles import write_bundle
from .checkpoint import open_checkpoint
from .database import database_errors
from .head import cosigned_checkpoint
from .store import Store
from .tiles import WIDTH, TileTree, tile_name, tile_shapes
from .vkeys import VerifierKey

LOG_KEY = "log.vkey"
WITNESS_KEYS = "witnesses.vkey"


def export_log(store: Store, key: VerifierKey, folder: Path) -> tuple[int, int]:
    """Write the log to a folder, a new one or that of an earlier export, which it extends.

    Partial tiles of every checkpoint whose full tile is not there yet are written too, as the format demands.

    Returns: entries, and files that are new or changed.
    Raises: ConfigurationError TN-V028 if the folder holds something else; EvaluationError TN-V013.
    """
    with store.reading():
        [(size, written)] = store.checkpoints(1)
        head = open_checkpoint(written, key)
        tree = TileTree(store.tile)
        if folder.exists() and any(folder.iterdir()):
            try:
                earlier = read_kept([folder / "checkpoint"])
                if not earlier:
                    raise _other(folder)
                require_prefix(earlier[0], key, head, tree)
            except GateError as error:
                raise _other(folder) from error
        written_files = 0
        for name, content in chain(_tiles(store, size), _heads(store, key, size)):
            written_files += _write(folder / name, content)
    return size, written_files


def _tiles(store: Store, size: int) -> Iterator[tuple[str, bytes]]:
    """Yield every full tile and bundle, and the partial ones that some checkpoint calls for."""
    sizes = [size, *(earlier for earlier, _ in store.checkpoints())]
    called_for = {(level, n, width) for earlier in sizes for level, n, width in tile_shapes(earlier) if width}
    for level, full, _ in tile_shapes(size):
        for n in range(full):
            yield from _both(store, level, n, WIDTH)
        for width in sorted(width for a, n, width in called_for if (a, n) == (level, full)):
            yield from _both(store, level, full, width)


def _both(store: Store, level: int, n: int, width: int) -> Iterator[tuple[str, bytes]]:
    yield tile_name(level, n, width), store.tile(level, n, width)
    if level == 0:
        yield tile_name("entries", n, width), write_bundle(store.bundle(n)[:width])


def _heads(store: Store, key: VerifierKey, size: int) -> Iterator[tuple[str, bytes]]:
    yield LOG_KEY, f"{key}\n".encode()
    if witnesses := store.rows("select vkey from witnesses order by name"):
        yield WITNESS_KEYS, "".join(f"{vkey}\n" for (vkey,) in witnesses).encode()
    # last: a client never meets a checkpoint whose tiles are missing
    yield "checkpoint", str(cosigned_checkpoint(store, size)).encode()


def _write(path: Path, content: bytes) -> bool:
    """Replace a file in one step; tells whether there was anything to do."""
    with database_errors(path):
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.new")
        draft.write_bytes(content)
        draft.replace(path)
    return True


def _other(folder: Path) -> ConfigurationError:
    return ConfigurationError(
        "TN-V028",
        "this folder holds something other than an earlier export of this log",
        where=str(folder),
        mend="choose a new folder",
    )
