"""One pass over the bytes of a file: its SHA-256, and for text whether it is text at all."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from ...errors import DeliveryError
from ...project import Format
from .deliveries import FileIdentity
from .files import CHUNK_BYTES, chunks, opened

_WIDE_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SIGNATURES = {
    b"PAR1": "Parquet",
    b"PARE": "encrypted Parquet",
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"PK\x03\x04": "zip (or an Excel workbook)",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
}


@dataclass(frozen=True)
class Scan:
    """What one pass over a file found.

    Attributes:
        batch_id: SHA-256 of the bytes, hex.
        head: the first megabyte, enough for any header line.
        tail: the last four bytes.
        text_error: why the file is no text; None for Parquet and where nothing speaks against it.
    """

    batch_id: str
    head: bytes
    tail: bytes
    text_error: DeliveryError | None


def scan(path: Path, file: str, identity: FileIdentity, format_: Format) -> Scan:
    """Read a file once from end to end.

    Raises: DeliveryError TN-F005 (cannot be read), TN-F013 (not the file that was looked at).
    """
    digest = hashlib.sha256()
    head = tail = b""
    check = None if format_ == "parquet" else _TextCheck(file, is_json=format_ == "jsonl")
    with opened(path, file, identity) as descriptor:
        for chunk in chunks(descriptor, file, identity.size):
            digest.update(chunk)
            head += chunk[: max(CHUNK_BYTES - len(head), 0)]
            tail = (tail + chunk)[-4:]
            if check is not None:
                check.feed(chunk)
    if check is not None:
        check.finish()
    return Scan(digest.hexdigest(), head, tail, check.error if check is not None else None)


def foreign_format(head: bytes, format_: Format) -> str | None:
    """Return the name of the format that a file's first bytes give away, if it is not the declared one."""
    if format_ == "parquet" and not head.startswith((b"PAR1", b"PARE")):
        return next((name for sign, name in _SIGNATURES.items() if head.startswith(sign)), "not Parquet")
    if format_ != "parquet":
        return next((name for sign, name in _SIGNATURES.items() if head.startswith(sign)), None)
    return None


def is_wide(head: bytes) -> bool:
    """Tell by its first bytes whether a text is UTF-16 or UTF-32, with a byte order mark or without."""
    start = head[:4]
    return start.startswith(_WIDE_BOMS) or (len(start) == 4 and not (any(start[::2]) and any(start[1::2])))


class _TextCheck:
    """Is this UTF-8 without the bytes that text cannot hold? Only the first thing found is kept."""

    def __init__(self, file: str, *, is_json: bool) -> None:
        self.error: DeliveryError | None = None
        self._file = file
        self._is_json = is_json
        self._line = 1
        self._at_start = True
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def feed(self, chunk: bytes) -> None:
        if self.error is not None:
            return
        if self._at_start and is_wide(chunk):
            self._refuse(
                "TN-F016", "the text is UTF-16 or UTF-32, not UTF-8", b"", "deliver the file as UTF-8"
            )
            return
        self._at_start = False
        self._decode(chunk, final=False)
        self._find(chunk, b"\x00", "TN-F017", "the text holds a NUL byte", "deliver the file again")
        if self._is_json:
            # reading.py parts lines by this byte; JSON allows it only escaped
            mend = "deliver one complete JSON object a line"
            self._find(chunk, b"\x01", "TN-F022", "a line is not valid JSON", mend)
        self._line += chunk.count(b"\n")

    def finish(self) -> None:
        if self.error is None:
            self._decode(b"", final=True)

    def _decode(self, chunk: bytes, *, final: bool) -> None:
        try:
            self._decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            before = error.object[: error.start] if isinstance(error.object, bytes) else b""
            self._refuse("TN-F016", "the text is not UTF-8", before, "deliver the file as UTF-8")

    def _find(self, chunk: bytes, byte: bytes, code: str, what: str, mend: str) -> None:
        at = chunk.find(byte)
        if at >= 0:
            self._refuse(code, what, chunk[:at], mend)

    def _refuse(self, code: str, what: str, before: bytes, mend: str) -> None:
        if self.error is None:
            line = self._line + before.count(b"\n")
            self.error = DeliveryError(code, f"{what} (line {line})", where=self._file, mend=mend)
