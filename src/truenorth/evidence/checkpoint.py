"""A checkpoint says: at this size, the log had this root. Source: c2sp.org/tlog-checkpoint."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .merkle import HASH_BYTES
from .note import Note, read_note, require_signature
from .strict_text import from_base64, malformed, to_base64
from .vkeys import VerifierKey

TEXT = re.compile(r"([^\n]+)\n(0|[1-9]\d{0,18})\n([^\n]+)\n")


@dataclass(frozen=True)
class Checkpoint:
    """The head of a tree.

    Attributes:
        origin: name of the log.
        size: number of leaves.
        root: 32 bytes.
        note: the signed note that it was read from, or the bare text of one that is to be signed.
    """

    origin: str
    size: int
    root: bytes
    note: Note


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """Return the text that the log signs."""
    return f"{origin}\n{size}\n{to_base64(root)}\n"


def read_checkpoint(written: str) -> Checkpoint:
    """Read a checkpoint and verify nothing. Raises: GateError TN-V021."""
    note = read_note(written)
    found = TEXT.fullmatch(note.text)
    if not found:
        # extension lines are allowed by the format, but nobody can audit them, so none are written here
        raise malformed("it is not an origin, a size and a root")
    root = from_base64(found[3])
    if len(root) != HASH_BYTES:
        raise malformed("its root is not a SHA-256 hash")
    return Checkpoint(found[1], int(found[2]), root, note)


def open_checkpoint(written: str, key: VerifierKey) -> Checkpoint:
    """Read a checkpoint of the log whose key this is.

    Raises: GateError TN-V021 (malformed), TN-V020 (not signed by `key`, or of another log).
    """
    checkpoint = read_checkpoint(written)
    require_signature(checkpoint.note, key)
    if checkpoint.origin != key.name:
        raise malformed("its origin is not the name of the key")
    return checkpoint
