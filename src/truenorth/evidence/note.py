"""Signed notes: a text, and lines of signatures below it. Source: c2sp.org/signed-note.

A signature of a key that is not known is passed over, as the format demands; a wrong one of a known key
spoils the whole note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import GateError
from .strict_text import from_base64, malformed, to_base64
from .vkeys import ED25519, ID_BYTES, NAME, VerifierKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MOST_BYTES = 1_000_000
SIGNATURE_LINE = re.compile(r"— (\S+) (\S+)")


@dataclass(frozen=True)
class SignatureLine:
    """One line below a note.

    Attributes:
        signature: what follows the key id: 64 bytes, 72 for a cosignature.
    """

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"— {self.name} {to_base64(self.key_id + self.signature)}\n"

    def is_by(self, key: VerifierKey) -> bool:
        return self.name == key.name and self.key_id == key.id


@dataclass(frozen=True)
class Note:
    """A note as it was read, nothing about it verified.

    Attributes:
        text: what is signed, its last newline included.
    """

    text: str
    signatures: tuple[SignatureLine, ...]

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(map(str, self.signatures))}"

    def by(self, key: VerifierKey) -> list[SignatureLine]:
        return [line for line in self.signatures if line.is_by(key)]

    def unknown(self, keys: Iterable[VerifierKey]) -> list[SignatureLine]:
        """Signatures of none of these keys."""
        known = list(keys)
        return [line for line in self.signatures if not any(map(line.is_by, known))]


def read_note(written: str) -> Note:
    """Read a note strictly.

    Raises: GateError TN-V021 if it is not exactly one.
    """
    text, gap, block = written.rpartition("\n\n")
    if len(written) > MOST_BYTES or not gap or not text or not block.endswith("\n"):
        raise malformed("it is not a text, an empty line and signatures")
    if any(ord(character) < 0x20 and character != "\n" for character in written):
        raise malformed("it holds control characters")
    return Note(f"{text}\n", read_signatures(block))


def read_signatures(block: str) -> tuple[SignatureLine, ...]:
    """Read signature lines, each with its newline. Raises: GateError TN-V021."""
    return tuple(_read_line(line) for line in block.removesuffix("\n").split("\n"))


def _read_line(line: str) -> SignatureLine:
    found = SIGNATURE_LINE.fullmatch(line)
    if not found or not NAME.fullmatch(found[1]):
        raise malformed("a signature line is not a dash, a name and a signature")
    decoded = from_base64(found[2])
    if len(decoded) <= ID_BYTES:
        raise malformed("a signature is empty")
    return SignatureLine(found[1], decoded[:ID_BYTES], decoded[ID_BYTES:])


def sign(text: str, name: str, private: Ed25519PrivateKey) -> SignatureLine:
    """Sign a note's text with a log's key."""
    key = VerifierKey(name, ED25519, private.public_key().public_bytes_raw())
    return SignatureLine(name, key.id, private.sign(text.encode()))


def require_signature(note: Note, key: VerifierKey) -> None:
    """Demand that the note is signed by `key`, a log's.

    Raises: GateError TN-V020 if it is not, or if the signature does not fit the text.
    """
    lines = note.by(key)
    if not lines or not all(verifies(key.public, line.signature, note.text.encode()) for line in lines):
        raise GateError(
            "TN-V020",
            "the checkpoint is not signed by the log's key" if not lines else "a signature does not fit",
            where=key.name,
            mend="get the checkpoint and the public key again, each from where you trust it",
        )


def verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether an Ed25519 signature is right."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
