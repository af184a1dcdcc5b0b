"""Public keys under a name, as people pass them on: `name+1a2b3c4d+AbC...=`. Source: c2sp.org/signed-note."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from ..errors import ConfigurationError, GateError
from .strict_text import from_base64, to_base64

ED25519 = 0x01
COSIGNATURE = 0x04
KEY_BYTES = 32
ID_BYTES = 4
NAME = re.compile(r"[^\s+\x00-\x1f\x7f]+")


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
