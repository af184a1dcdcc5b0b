"""The checks that stay in Pandera: each sees the columns it needs, and says which rows fail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...errors import DeliveryError
from ...identifiers import quote_identifier
from ..contract import ColumnCheck, FrameCheck, RowContract
from .check_probe import probe

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

    Checks that judge each row by itself share one pass in batches, so memory stays flat; any other check sees
    its columns of the whole delivery at once, in file order.

    Args:
        typed_sql: SELECT of the typed contract columns with `_row_number`.
        file: name of the delivery, for messages.
    Returns: Arrow table (reason VARCHAR, _row_number BIGINT), one row per failure.
    Raises: DeliveryError TN-C010 if a check gives one verdict for the whole batch and it is false, TN-C011 if
        a check cannot be run; both hold the batch, because no single row can be blamed.
    """
    import polars as pl

    probed = [(rule, probe(contract, rule)) for rule in checks if not rule.check.raise_warning]
    alone = [[(rule, need.columns)] for rule, need in probed if not need.row_wise]
    together = [(rule, need.columns) for rule, need in probed if need.row_wise]
    found = [pl.DataFrame(schema={"reason": pl.String, "_row_number": pl.Int64})]
    for rules in [*alone, together] if together else alone:
        wanted = list(dict.fromkeys(column for _, columns in rules for column in columns))
        for frame in _frames(con, typed_sql, wanted, in_batches=rules is together):
            for rule, columns in rules:
                broken = frame.filter(_broken(rule, frame.select(columns), file))
                found.append(broken.select(pl.lit(rule.reason).alias("reason"), "_row_number"))
    return pl.concat(found).to_arrow(compat_level=pl.CompatLevel.oldest())


def _frames(
    con: duckdb.DuckDBPyConnection, typed_sql: str, columns: list[str], *, in_batches: bool
) -> Iterator[pl.DataFrame]:
    import polars as pl

    listed = ", ".join(map(quote_identifier, columns))
    rows = con.sql(f"SELECT CAST(_row_number AS BIGINT) AS _row_number, {listed} FROM ({typed_sql})")
    if in_batches:
        for batch in rows.to_arrow_reader(BATCH_ROWS):
            yield pl.DataFrame(pl.from_arrow(batch))
    else:
        # In file order, so that a check that looks at the row before sees what Pandera would see.
        yield pl.DataFrame(pl.from_arrow(rows.order("_row_number").to_arrow_table()))


def _broken(rule: ColumnCheck | FrameCheck, frame: pl.DataFrame, file: str) -> pl.Series:
    """Return True for each row that fails."""
    import polars as pl

    try:
        verdict = _verdict(rule, frame)
        by_row = len(verdict) == len(frame)
        if by_row and len(frame) == 1 and not rule.check.element_wise:
            # One row and one verdict look alike: an aggregate shows itself when the row stands there twice.
            by_row = len(_verdict(rule, pl.concat([frame, frame]))) == 2
    except (Exception, pl.exceptions.PanicException) as error:
        raise DeliveryError(
            "TN-C011",
            f"the check {rule.reason!r} could not be run: {type(error).__name__}",
            where=file,
            mend="run the contract in Pandera on this file to see the traceback",
        ) from error
    if by_row:
        return ~verdict
    if verdict.all():
        return pl.repeat(False, len(frame), dtype=pl.Boolean, eager=True)
    raise DeliveryError(
        "TN-C010",
        f"the check {rule.reason!r} gives one verdict for the whole batch, and it is false",
        where=file,
        mend="correct the file, or write the check so that it gives a verdict for each row",
    )


def _verdict(rule: ColumnCheck | FrameCheck, frame: pl.DataFrame) -> pl.Series:
    """Return Pandera's own verdicts: one for each row, or a single one."""
    from pandera.constants import CHECK_OUTPUT_KEY

    result = rule.check(frame.lazy(), rule.column if isinstance(rule, ColumnCheck) else None)
    verdict: pl.Series = result.check_output.collect().get_column(CHECK_OUTPUT_KEY)
    return verdict
