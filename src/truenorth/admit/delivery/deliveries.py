"""What a source delivers: batches that can be read, and files that are held with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class FileIdentity:
    """What changes when a file is written to or swapped; times in nanoseconds, size in bytes."""

    device: int
    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int


@dataclass(frozen=True)
class Delivery:
    """One readable batch: a file, or one partition of a table.

    Attributes:
        file: path relative to the project (posix), absolute where the location is; for a table
            `table`, `table:column=value` or `table:column is null`.
        batch_id: SHA-256 (hex) of the file's bytes; for a table see `tables.py`.
        rows: data rows, without header and blank lines.
        bytes, mtime_ns: of the file; a table has 0 bytes and its change mark as `mtime_ns`.
        columns: (name, DuckDB type as read), in file order.
        path: absolute path without links; empty for a table.
        identity: the file as it was examined; None for a table.
    """

    file: str
    batch_id: str
    rows: int
    bytes: int
    mtime_ns: int
    columns: tuple[tuple[str, str], ...]
    path: str = ""
    identity: FileIdentity | None = None


@dataclass(frozen=True)
class Held:
    """A file that cannot be taken in; what is not known of it is None.

    Attributes:
        code: rule code; `truenorth explain CODE` prints its page.
        what, mend: one sentence each, without row values.
        severity: `warn` where nothing is lost (the same content has landed already), else `error`.
        rows: data rows, where they can be counted although they cannot be read.
    """

    file: str
    code: str
    what: str
    mend: str
    severity: Literal["warn", "error"] = "error"
    batch_id: str | None = None
    rows: int | None = None
    bytes: int | None = None
    mtime_ns: int | None = None


@dataclass(frozen=True)
class Known:
    """What the ledger remembers of a landed file; it is not opened again unless size or time differ."""

    file: str
    batch_id: str
    bytes: int
    mtime_ns: int
