"""A witness's signature: at that time it saw this checkpoint, and it continued what it had seen before.

Source: c2sp.org/tlog-cosignature, Ed25519.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import GateError
from .note import Note, SignatureLine, verifies
from .vkeys import COSIGNATURE, VerifierKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

TIME_BYTES = 8


def cosign(text: str, name: str, private: Ed25519PrivateKey, time: int) -> SignatureLine:
    """Cosign a checkpoint's text.

    Args:
        time: seconds since 1970, UTC.
    """
    key = VerifierKey(name, COSIGNATURE, private.public_key().public_bytes_raw())
    return SignatureLine(name, key.id, time.to_bytes(TIME_BYTES, "big") + private.sign(_message(text, time)))


def is_cosigned(note: Note, witness: VerifierKey) -> bool:
    """Tell whether `witness` cosigned the checkpoint.

    Raises: GateError TN-V020 if it has a line below it that does not fit.
    """
    lines = note.by(witness)
    for line in lines:
        time = int.from_bytes(line.signature[:TIME_BYTES], "big")
        if not verifies(witness.public, line.signature[TIME_BYTES:], _message(note.text, time)):
            raise GateError(
                "TN-V020",
                "a cosignature does not fit the checkpoint",
                where=witness.name,
                mend="get the checkpoint again",
            )
    return bool(lines)


def _message(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()
