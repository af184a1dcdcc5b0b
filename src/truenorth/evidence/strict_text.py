"""Texts that have one form only: base64 and files are read exactly as they are written."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path

from ..errors import GateError


def read_text_file(path: Path) -> str:
    """Read a note, proof or key exactly as it is on disk. Raises: GateError TN-V021 if it is not UTF-8."""
    return read_text(path.read_bytes())  # a text file would be read with its line ends made even


def read_text(content: bytes) -> str:
    """Decode a note, proof or key. Raises: GateError TN-V021 if it is not UTF-8."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise malformed("it is not UTF-8") from None


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
