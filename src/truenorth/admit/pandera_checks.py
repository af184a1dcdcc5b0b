"""The checks that stay in Pandera: each sees the columns it needs, and says which rows fail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..errors import DeliveryError
from ..identifiers import quote_identifier
from .contract import ColumnCheck, FrameCheck, RowContract

if TYPE_CHECKING:
    import duckdb
    import polars as pl
    import pyarrow as pa

BATCH_ROWS = 100_000


def failing_rows(
    con: duckdb.DuckDBPyConnection,
    typed_sql: str,
    contract: RowContract,
    checks: Sequence[ColumnCheck | FrameCheck],
    *,
    file: str,
) -> pa.Table:
    """Run checks in Pandera on Arrow.

    Args:
        typed_sql: SELECT of the typed contract columns with `_row_number`.
        file: name of the delivery, for messages.
    Returns: Arrow table (reason VARCHAR, _row_number BIGINT), one row per failure.
    Raises: DeliveryError TN-C010 if a check gives one verdict for the whole batch and it is false, TN-C011 if
        a check cannot be run; both hold the batch, because no single row can be blamed.
    """
    import polars as pl

    found = [pl.DataFrame(schema={"reason": pl.String, "_row_number": pl.Int64})]
    for rule in checks:
        if rule.check.raise_warning:
            continue
        for frame in _frames(con, typed_sql, needed_columns(contract, rule), streams=_streams(rule)):
            numbers = frame.get_column("_row_number")
            broken = _broken(rule, frame.drop("_row_number"), file)
            failures = numbers.filter(broken)
            found.append(
                pl.DataFrame(
                    {
                        "reason": pl.Series([rule.reason]).new_from_index(0, len(failures)),
                        "_row_number": failures,
                    }
                )
            )
    return pl.concat(found).to_arrow(compat_level=pl.CompatLevel.oldest())


def needed_columns(contract: RowContract, rule: ColumnCheck | FrameCheck) -> tuple[str, ...]:
    """Return the contract columns that a check reads, in contract order.

    The check runs on an empty frame that notes which columns polars asks for; a check that fails there is
    given every column.
    """
    names = tuple(column.name for column in contract.columns)
    if isinstance(rule, ColumnCheck):
        return (rule.column,)
    import polars as pl
    from polars.io.plugins import register_io_source

    asked: set[str] = set()
    schema = {column.name: column.dtype or pl.String() for column in contract.columns}

    def source(
        with_columns: list[str] | None, predicate: Any, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        asked.update(names if with_columns is None else with_columns)
        yield pl.DataFrame(schema={name: schema[name] for name in with_columns or names})

    try:
        rule.check(register_io_source(source, schema=schema)).check_passed.collect()
    except (Exception, pl.exceptions.PanicException):
        return names
    return tuple(name for name in names if name in asked) or names[:1]


def _frames(
    con: duckdb.DuckDBPyConnection, typed_sql: str, columns: tuple[str, ...], *, streams: bool
) -> Iterator[pl.DataFrame]:
    import polars as pl

    listed = ", ".join(map(quote_identifier, columns))
    query = f"SELECT _row_number, {listed} FROM ({typed_sql})"
    if streams:
        for batch in con.sql(query).to_arrow_reader(BATCH_ROWS):
            yield pl.DataFrame(pl.from_arrow(batch))
    else:
        # In file order, so that a check that looks at the row before sees what Pandera would see.
        yield pl.DataFrame(pl.from_arrow(con.sql(f"{query} ORDER BY _row_number").to_arrow_table()))


def _streams(rule: ColumnCheck | FrameCheck) -> bool:
    return bool(rule.check.element_wise)


def _broken(rule: ColumnCheck | FrameCheck, frame: pl.DataFrame, file: str) -> pl.Series:
    """Return True for each row that fails."""
    import polars as pl

    try:
        verdict = _verdict(rule, frame)
        by_row = verdict is not None and len(verdict) == len(frame)
        if by_row and len(frame) == 1 and not rule.check.element_wise:
            # One row and one verdict look alike: an aggregate shows itself when the row stands there twice.
            twice = _verdict(rule, pl.concat([frame, frame]))
            by_row = twice is not None and len(twice) == 2
    except (Exception, pl.exceptions.PanicException) as error:
        raise DeliveryError(
            "TN-C011",
            f"the check {rule.reason!r} could not be run: {type(error).__name__}",
            where=file,
            mend="run the contract in Pandera on this file to see the traceback",
        ) from error
    if verdict is not None and by_row:
        return ~verdict
    if verdict is None or verdict.all():
        return pl.repeat(False, len(frame), dtype=pl.Boolean, eager=True)
    raise DeliveryError(
        "TN-C010",
        f"the check {rule.reason!r} gives one verdict for the whole batch, and it is false",
        where=file,
        mend="correct the file, or write the check so that it gives a verdict for each row",
    )


def _verdict(rule: ColumnCheck | FrameCheck, frame: pl.DataFrame) -> pl.Series | None:
    from pandera.constants import CHECK_OUTPUT_KEY

    result = rule.check(frame.lazy(), rule.column if isinstance(rule, ColumnCheck) else None)
    verdict: pl.Series = result.check_output.collect().get_column(CHECK_OUTPUT_KEY)
    return verdict
