"""Signed notes: a text, and lines of signatures below it. Source: c2sp.org/signed-note.

A signature of a key that is not known is passed over, as the format demands; a wrong one of a known key
spoils the whole note.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ConfigurationError, GateError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ED25519 = 0x01
COSIGNATURE = 0x04
KEY_BYTES = 32
ID_BYTES = 4
MOST_BYTES = 1_000_000
NAME = re.compile(r"[^\s+\x00-\x1f\x7f]+")
SIGNATURE_LINE = re.compile(r"— (\S+) (\S+)")


@dataclass(frozen=True)
class VerifierKey:
    """A public key under a name.

    Attributes:
        type_: ED25519 for logs, COSIGNATURE for witnesses.
        public: 32 bytes.
    """

    name: str
    type_: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes that stand before its signatures."""
        return sha256(self.name.encode() + b"\n" + bytes([self.type_]) + self.public).digest()[:ID_BYTES]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{to_base64(bytes([self.type_]) + self.public)}"


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


def read_text_file(path: Path) -> str:
    """Read a note, proof or key exactly as it is on disk. Raises: GateError TN-V021 if it is not UTF-8."""
    try:
        return path.read_bytes().decode()  # a text file would be read with its line ends made even
    except UnicodeDecodeError:
        raise malformed("it is not UTF-8") from None


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


def read_verifier_key(written: str, type_: int) -> VerifierKey:
    """Read `<name>+<id>+<base64>`.

    Args:
        type_: the one type that is wanted, ED25519 or COSIGNATURE.
    Raises: ConfigurationError TN-V006.
    """
    name, _, rest = written.partition("+")
    id_, _, coded = rest.partition("+")
    try:
        decoded = from_base64(coded)
    except GateError:
        decoded = b""
    if NAME.fullmatch(name) and len(decoded) == 1 + KEY_BYTES and decoded[0] == type_:
        key = VerifierKey(name, type_, decoded[1:])
        if key.id.hex() == id_:
            return key
    raise ConfigurationError(
        "TN-V006",
        "this is not the public key of a " + ("log" if type_ == ED25519 else "witness"),
        mend="a public key looks like name+1a2b3c4d+AbC...=; copy the whole line",
    )


def to_base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def from_base64(coded: str) -> bytes:
    """Decode strictly: exactly what `to_base64` writes. Raises: GateError TN-V021."""
    try:
        decoded = base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError):
        decoded = b""
    if not decoded or to_base64(decoded) != coded:  # the last character has bits that decoders pass over
        raise malformed("a hash or signature is not base64")
    return decoded


def malformed(problem: str) -> GateError:
    """The refusal of a note or proof that is not in its format."""
    return GateError(
        "TN-V021", f"this is no well-formed checkpoint or proof: {problem}", mend="get the file again"
    )
