"""Whose signatures a verifier accepts, and whose it demands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import GateError
from .cosignature import is_cosigned
from .note import Note
from .vkeys import VerifierKey


@dataclass(frozen=True)
class Signers:
    """Keys that a verifier knows.

    Attributes:
        log: public key of the log.
        demanded: witnesses that must have cosigned, as the verifier asked.
        others: further witnesses that the log says it has.
    """

    log: VerifierKey
    demanded: Sequence[VerifierKey] = ()
    others: Sequence[VerifierKey] = ()

    @property
    def witnesses(self) -> list[VerifierKey]:
        """All known witnesses, each once."""
        return list(dict.fromkeys([*self.demanded, *self.others]))

    def demanding_none(self) -> Signers:
        """The same keys for an earlier checkpoint, which a witness may not have seen."""
        return Signers(self.log, (), self.witnesses)


def verify_cosignatures(note: Note, signers: Signers) -> list[str]:
    """Return the names of the witnesses that cosigned a checkpoint whose log signature is verified already.

    Raises: GateError TN-V020 (a wrong cosignature, or a demanded one is missing), TN-V026 (a line by nobody
        known: it cannot be told whether it is whole).
    """
    witnesses = signers.witnesses
    if strangers := note.unknown([signers.log, *witnesses]):
        raise GateError(
            "TN-V026",
            "the checkpoint bears a signature of somebody who is not known here",
            where=strangers[0].name,
            mend="give the public key of that witness with --witness",
        )
    cosigned = [witness for witness in witnesses if is_cosigned(note, witness)]
    for witness in signers.demanded:
        if witness not in cosigned:
            raise GateError(
                "TN-V020",
                "a witness that you named has not cosigned this checkpoint",
                where=witness.name,
                mend="`truenorth evidence witness submit` asks the log's witnesses to cosign",
            )
    return [witness.name for witness in cosigned]
