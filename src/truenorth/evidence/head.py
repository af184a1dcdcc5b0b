"""The newest checkpoint of a log file, verified; and any checkpoint with its cosignatures."""

from __future__ import annotations

from dataclasses import replace

from ..errors import ConfigurationError, GateError
from .checkpoint import Checkpoint, open_checkpoint
from .note import Note, read_note, read_signatures
from .store import Store
from .tiles import TileTree
from .vkeys import VerifierKey


def verified_head(store: Store, key: VerifierKey) -> Checkpoint:
    """Return the newest checkpoint; the right edge of the tree is hashed again.

    Raises: GateError TN-V020, TN-V021 (its signature or form), TN-V022 (the tiles come to another root).
    """
    found = store.checkpoints(1)
    if found:
        [(size, note)] = found
        head = open_checkpoint(note, key)
        if head.size == size and TileTree(store.tile).root(size) == head.root:
            return head
    raise GateError(
        "TN-V022",
        "the log does not come to the root that its newest checkpoint names",
        where=str(store.path),
        mend="bring the log file back from a copy",
    )


def cosigned_checkpoint(store: Store, size: int) -> Note:
    """Return the checkpoint at a size with the cosignatures it has.

    Raises: ConfigurationError TN-V012 if none was signed at that size.
    """
    found = store.rows("select note from checkpoints where size = ?", [size])
    if not found:
        raise ConfigurationError(
            "TN-V012",
            f"no checkpoint was signed at {size:,} entries",
            mend="`truenorth evidence show` lists the sizes",
        )
    note = read_note(found[0][0])
    lines = store.rows("select line from cosignatures where size = ? order by name", [size])
    cosignatures = tuple(line for (written,) in lines for line in read_signatures(written))
    return replace(note, signatures=note.signatures + cosignatures)
