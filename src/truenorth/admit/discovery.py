"""What has been delivered: every file of a source examined once, readable or held with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DeliveryError
from ..project import SourceConfig
from .columns import check_columns, check_delimiter
from .contract import RowContract
from .deliveries import Delivery, FileIdentity, Held, Known
from .files import identity_of, require_unchanged
from .json_lines import examine_json_lines
from .locations import Candidate, find_candidates, resolve_inside
from .parquet_footer import examine_parquet
from .reading import as_delivery_error, check_settings, csv_relation
from .records import count_records, read_header
from .scanning import Scan, foreign_format, is_wide, scan
from .tables import find_partitions

if TYPE_CHECKING:
    import duckdb

Columns = tuple[tuple[str, str], ...]


def examine(
    con: duckdb.DuckDBPyConnection,
    source: SourceConfig,
    contract: RowContract,
    known: Mapping[str, Known],
    landed: Collection[str],
    earlier: Mapping[str, Collection[str]] | None = None,
) -> list[Delivery | Held]:
    """Find what is new, in file order.

    Args:
        known: last landed event by file; a file with the same size and time is not opened.
        landed: ids of all batches whose rows have landed, under whatever name.
        earlier: by file, the ids that have landed under its name: a file that returns to one of them is a
            delivery (its rows are there already), not a copy.
    Returns: new readable batches, and whatever cannot be taken in. A known file with a new time and the same
        content is in neither: it was delivered twice, which is harmless.
    Raises: ConfigurationError TN-F031, TN-F032 if the source is declared wrongly.
    """
    check_settings(source)
    if source.format == "table":
        found = _examined_table(con, source, contract, known)
    else:
        found = _examined_files(con, source, contract, known)
    taken: set[str] = set(landed)
    outcome: list[Delivery | Held] = []
    for item in found:
        if isinstance(item, Held):
            outcome.append(item)
        elif item.file in known and known[item.file].batch_id == item.batch_id:
            continue
        elif item.batch_id in (earlier or {}).get(item.file, ()):
            outcome.append(item)
        elif item.batch_id in taken:
            outcome.append(_same_content(item))
        else:
            taken.add(item.batch_id)
            outcome.append(item)
    return outcome


def _examined_table(
    con: duckdb.DuckDBPyConnection, source: SourceConfig, contract: RowContract, known: Mapping[str, Known]
) -> Iterator[Delivery | Held]:
    try:
        yield from find_partitions(con, source, contract, known)
    except DeliveryError as error:
        yield _held(source.location, error)


def _examined_files(
    con: duckdb.DuckDBPyConnection, source: SourceConfig, contract: RowContract, known: Mapping[str, Known]
) -> Iterator[Delivery | Held]:
    try:
        candidates = find_candidates(source)
    except DeliveryError as error:
        yield _held(source.location, error)
        return
    # a failed read would abort a transaction that is open on the caller's connection
    reader = con.cursor()
    try:
        for candidate in candidates:
            file = _Examination(reader, source, contract, candidate)
            try:
                if not file.is_known(known.get(candidate.file)):
                    yield file.delivery()
            except DeliveryError as error:
                yield file.held(error)
    finally:
        reader.close()


class _Examination:
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
        return _held(
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


def _same_content(delivery: Delivery) -> Held:
    return Held(
        file=delivery.file,
        code="TN-F012",
        what="the same content has landed already",
        mend="remove the copy; nothing of it is missing",
        severity="warn",
        batch_id=delivery.batch_id,
        rows=delivery.rows,
        bytes=delivery.bytes,
        mtime_ns=delivery.mtime_ns,
    )


def _held(
    file: str,
    error: DeliveryError,
    *,
    batch_id: str | None = None,
    rows: int | None = None,
    identity: FileIdentity | None = None,
) -> Held:
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
