"""What a verification comes to, and the verification of one proof."""

from __future__ import annotations

from dataclasses import dataclass

from .checkpoint import Checkpoint
from .entry import Logged, read_entry
from .proof import read_proof, verify_proof
from .signers import Signers, verify_cosignatures


@dataclass(frozen=True)
class Verified:
    """What was found to hold.

    Attributes:
        head: the checkpoint under which it holds.
        witnesses: names of those that cosigned that checkpoint.
        earlier: checkpoints that were found to be prefixes of it.
        entry: the one entry that a proof is about; None for a whole log.
    """

    head: Checkpoint
    witnesses: list[str]
    earlier: int = 0
    entry: Logged | None = None


def verified_proof(written: str, signers: Signers) -> Verified:
    """Verify a proof bundle, offline.

    Raises: GateError TN-V020, TN-V021, TN-V024, TN-V025, TN-V026.
    """
    proof = read_proof(written)
    head = verify_proof(proof, signers.log)
    witnesses = verify_cosignatures(head.note, signers)
    return Verified(head, witnesses, entry=read_entry(proof.entry, proof.index))
