"""Proof bundles: an entry, its way to the root, and the checkpoint of that root, in one text.

The extra data is the entry itself, so that a bundle needs nothing else. Source: c2sp.org/tlog-proof.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import GateError
from .checkpoint import Checkpoint, open_checkpoint
from .merkle import HASH_BYTES, leaf_hash, verify_inclusion
from .note import Note, read_note
from .strict_text import from_base64, malformed, to_base64
from .vkeys import VerifierKey

FIRST_LINE = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 63  # a tree of 2^63 leaves
HEAD = re.compile(rf"{re.escape(FIRST_LINE)}\nextra ([^\n]+)\nindex (0|[1-9]\d{{0,18}})\n((?:[^\n]+\n)*)")


@dataclass(frozen=True)
class Proof:
    """A proof of inclusion.

    Attributes:
        index: place of the entry, from 0.
        path: hashes from its sibling up to the root's child.
        checkpoint: signed note of the tree.
        entry: bytes of the entry.
    """

    index: int
    path: tuple[bytes, ...]
    checkpoint: Note
    entry: bytes


def write_proof(proof: Proof) -> str:
    """Return the text of a bundle."""
    path = "".join(f"{to_base64(sibling)}\n" for sibling in proof.path)
    head = f"{FIRST_LINE}\nextra {to_base64(proof.entry)}\nindex {proof.index}\n{path}"
    return f"{head}\n{proof.checkpoint}"


def read_proof(written: str) -> Proof:
    """Read a bundle as `write_proof` writes it and verify nothing. Raises: GateError TN-V021."""
    head, gap, checkpoint = written.partition("\n\n")
    found = HEAD.fullmatch(f"{head}\n")
    if not gap or not found:
        raise malformed("a bundle has an entry as extra data, an index, a path and a checkpoint")
    path = tuple(from_base64(line) for line in found[3].splitlines())
    if len(path) > MOST_HASHES or any(len(sibling) != HASH_BYTES for sibling in path):
        raise malformed("its path is not one of SHA-256 hashes")
    return Proof(int(found[2]), path, read_note(checkpoint), from_base64(found[1]))


def verify_proof(proof: Proof, key: VerifierKey) -> Checkpoint:
    """Demand that the entry stands where the bundle says, in a tree that the log has signed.

    Raises: GateError TN-V020, TN-V021 (checkpoint), TN-V024 (inclusion).
    """
    checkpoint = open_checkpoint(str(proof.checkpoint), key)
    leaf = leaf_hash(proof.entry)
    if not verify_inclusion(leaf, proof.index, checkpoint.size, proof.path, checkpoint.root):
        raise GateError(
            "TN-V024",
            "the entry is not where the bundle says it is",
            mend="ask for the proof again; until it verifies, the entry is not proven",
        )
    return checkpoint
