"""One file on its way to a delivery: found in its folder, read once, counted, held against its contract."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import DeliveryError
from ...project import SourceConfig
from ..contract import RowContract
from .columns import check_columns, check_delimiter
from .deliveries import Delivery, FileIdentity, Held, Known
from .files import identity_of, require_unchanged
from .json_lines import examine_json_lines
from .locations import Candidate, resolve_inside
from .parquet_footer import examine_parquet
from .read_errors import as_delivery_error
from .reading import csv_relation
from .records import count_records, read_header
from .scanning import Scan, foreign_format, is_wide, scan

if TYPE_CHECKING:
    import duckdb

Columns = tuple[tuple[str, str], ...]


class Examination:
    """One file on its way to a Delivery; what is known of it when it fails goes into the Held."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        source: SourceConfig,
        contract: RowContract,
        candidate: Candidate,
    ) -> None:
        self._con = con
        self._source = source
        self._contract = contract
        self._candidate = candidate
        self._file = candidate.file
        self._path: Path | None = None
        self._identity: FileIdentity | None = None
        self._scan: Scan | None = None
        self._rows: int | None = None

    def is_known(self, last: Known | None) -> bool:
        """Look at the file without opening it: has it landed as it is?"""
        self._path = resolve_inside(self._candidate)
        self._identity = identity_of(self._path, self._file)
        now = (self._identity.size, self._identity.mtime_ns)
        return last is not None and now == (last.bytes, last.mtime_ns)

    def delivery(self) -> Delivery:
        """Read the file; see the rule pages TN-F for what is refused."""
        assert self._path is not None and self._identity is not None
        if self._identity.size == 0:
            self._rows = 0
            raise DeliveryError("TN-F010", "the file is empty", where=self._file, mend="deliver it again")
        self._scan = scan(self._path, self._file, self._identity, self._source.format)
        foreign = foreign_format(self._scan.head, self._source.format)
        if foreign is not None:
            what = f"declared is {self._source.format}, the file is {foreign}"
            raise DeliveryError("TN-F014", what, where=self._file, mend="deliver the declared format")
        if self._scan.text_error is not None:
            raise self._scan.text_error
        try:
            columns = self._columns(self._path, self._scan)
        except Exception as error:
            # a file that was swapped or written to meanwhile fails in any way: name the cause
            require_unchanged(self._path, self._file, self._identity)
            refusal = as_delivery_error(self._file, error)
            if refusal is None:
                raise
            raise refusal from error
        require_unchanged(self._path, self._file, self._identity)
        if self._rows is None or self._rows == 0:
            raise DeliveryError(
                "TN-F011", "the file has no rows", where=self._file, mend="deliver it when it has rows"
            )
        return Delivery(
            file=self._file,
            batch_id=self._scan.batch_id,
            rows=self._rows,
            bytes=self._identity.size,
            mtime_ns=self._identity.mtime_ns,
            columns=columns,
            path=str(self._path),
            identity=self._identity,
        )

    def held(self, error: DeliveryError) -> Held:
        """Name the refusal together with all that is known of the file."""
        if self._rows is None and self._scan is not None and self._countable(self._scan):
            assert self._path is not None
            self._rows = count_records(self._source, self._path)
        return as_held_file(
            self._file,
            error,
            batch_id=self._scan.batch_id if self._scan else None,
            rows=self._rows,
            identity=self._identity,
        )

    def _countable(self, scanned: Scan) -> bool:
        is_text = self._source.format in ("csv", "jsonl")
        foreign = foreign_format(scanned.head, self._source.format) is not None
        return is_text and not foreign and not is_wide(scanned.head)

    def _columns(self, path: Path, scanned: Scan) -> Columns:
        """Return the columns and note the number of rows."""
        if self._source.format == "parquet":
            names, columns, self._rows = examine_parquet(self._con, str(path), scanned.tail, self._file)
            check_columns(self._contract, names, self._file)
            return columns
        if self._source.format == "jsonl":
            found = examine_json_lines(self._con, str(path), self._file)
            self._rows = found.rows
            if found.error is not None:
                raise found.error
            if found.rows:
                check_columns(self._contract, found.keys, self._file)
            return tuple((name, "VARCHAR") for name in found.keys)
        header = read_header(self._source, scanned.head, self._file)
        if len(header) == 1:
            check_delimiter(self._contract, header[0], self._source.delimiter, self._file)
        check_columns(self._contract, header, self._file)
        counted = f"SELECT count(*) FROM {csv_relation(self._source, str(path), header)}"
        row = self._con.execute(counted).fetchone()
        self._rows = row[0] if row else None
        return tuple((name, "VARCHAR") for name in header)


def as_held_file(
    file: str,
    error: DeliveryError,
    *,
    batch_id: str | None = None,
    rows: int | None = None,
    identity: FileIdentity | None = None,
) -> Held:
    """Turn a refusal into a Held with all that is known of the file."""
    return Held(
        file=file,
        code=error.code,
        what=error.what,
        mend=error.mend,
        batch_id=batch_id,
        rows=rows,
        bytes=identity.size if identity else None,
        mtime_ns=identity.mtime_ns if identity else None,
    )
