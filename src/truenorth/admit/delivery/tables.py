"""A table of the same database as a source: one batch for each value of its partition column."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ...errors import DeliveryError
from ...identifiers import quote_identifier, quote_literal
from ...project import SourceConfig
from ..contract import RowContract
from .columns import check_columns
from .deliveries import Delivery, Known

if TYPE_CHECKING:
    import duckdb

_MARK_BITS = (1 << 63) - 1


def find_partitions(
    con: duckdb.DuckDBPyConnection, source: SourceConfig, contract: RowContract, known: Mapping[str, Known]
) -> Iterator[Delivery]:
    """Give the partitions that are new or changed, in order of their value, the NULL partition last.

    Every run reads the table once for a cheap mark of each partition: its row count and the sum of DuckDB's
    hash over whole rows. Only where the mark differs from the ledger's is the partition read for its id:
    SHA-256 over table name, partition value, row count and the sums of an MD5 of each row, which depend
    neither on row order nor on DuckDB's version.

    Raises: DeliveryError TN-F034 (no such table), TN-F035 (no such partition column), TN-F011 (no rows), and
        what `check_columns` raises.
    """
    columns = _columns(con, source)
    names = [name for name, _ in columns]
    check_columns(contract, names, source.location)
    if source.partition_by is not None and source.partition_by not in names:
        raise DeliveryError(
            "TN-F035",
            f"the table has no partition column {source.partition_by}",
            where=source.location,
            mend="correct `partition_by` in the source's yml",
        )
    relation = _relation(source)
    value = f"CAST({quote_identifier(source.partition_by)} AS VARCHAR)" if source.partition_by else "NULL"
    whole = ", ".join(quote_identifier(name) for name in names)
    marks = con.execute(
        f"SELECT {value} AS part, count(*), CAST(sum(hash({whole})) AS VARCHAR) FROM {relation} "
        "GROUP BY part ORDER BY part NULLS LAST"
    ).fetchall()
    if not marks:
        raise DeliveryError("TN-F011", "the table has no rows", where=source.location, mend="fill the table")
    for part, rows, hashes in marks:
        file = _file(source, part)
        mark = _mark(rows, hashes)
        last = known.get(file)
        if last is not None and last.mtime_ns == mark:
            continue
        yield Delivery(
            file=file,
            batch_id=_batch_id(con, source, part, names, rows),
            rows=rows,
            bytes=0,
            mtime_ns=mark,
            columns=columns,
        )


def table_sql(source: SourceConfig, delivery: Delivery) -> str:
    """Return the SELECT of one partition; `_row_number` follows the order of the rows in the table."""
    listed = ", ".join(quote_identifier(name) for name, _ in delivery.columns)
    return (
        f"SELECT {listed}, row_number() OVER () AS _row_number FROM {_relation(source)} "
        f"WHERE {_condition(source, _part(source, delivery.file))}"
    )


def _columns(con: duckdb.DuckDBPyConnection, source: SourceConfig) -> tuple[tuple[str, str], ...]:
    import duckdb

    try:
        described = con.execute(f"DESCRIBE SELECT * FROM {_relation(source)}").fetchall()
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise DeliveryError(
            "TN-F034",
            "there is no such table",
            where=source.location,
            mend="correct `location` in the source's yml, or load the table first",
        ) from error
    return tuple((str(row[0]), str(row[1])) for row in described)


def _batch_id(
    con: duckdb.DuckDBPyConnection, source: SourceConfig, part: str | None, names: list[str], rows: int
) -> str:
    # each value is preceded by its length, so that no two rows have the same text
    text = " || ".join(
        f"coalesce(length({value}) || ':' || {value}, '-')"
        for value in (f"CAST({quote_identifier(name)} AS VARCHAR)" for name in names)
    )
    sums = con.execute(
        "SELECT CAST(sum(md5_number_lower(row_text)) AS VARCHAR), "
        "CAST(sum(md5_number_upper(row_text)) AS VARCHAR) "
        f"FROM (SELECT {text} AS row_text FROM {_relation(source)} WHERE {_condition(source, part)})"
    ).fetchone()
    return hashlib.sha256(json.dumps([source.location, part, rows, names, sums]).encode()).hexdigest()


def _mark(rows: int, hashes: str) -> int:
    digest = hashlib.sha256(f"{rows}:{hashes}".encode()).digest()
    return int.from_bytes(digest[:8], "big") & _MARK_BITS


def _relation(source: SourceConfig) -> str:
    return ".".join(quote_identifier(part) for part in source.location.split("."))


def _condition(source: SourceConfig, part: str | None) -> str:
    if source.partition_by is None:
        return "true"
    column = quote_identifier(source.partition_by)
    return f"{column} IS NULL" if part is None else f"CAST({column} AS VARCHAR) = {quote_literal(part)}"


def _file(source: SourceConfig, part: str | None) -> str:
    if source.partition_by is None:
        return source.location
    if part is None:
        return f"{source.location}:{source.partition_by} is null"
    return f"{source.location}:{source.partition_by}={part}"


def _part(source: SourceConfig, file: str) -> str | None:
    prefix = f"{source.location}:{source.partition_by}="
    return file.removeprefix(prefix) if file.startswith(prefix) else None
