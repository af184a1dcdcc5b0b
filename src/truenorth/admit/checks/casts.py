"""Reading a value as the contract's type.

Pandera's `coerce` is polars' cast, so the SQL here answers as polars does: DuckDB alone takes blanks,
underscores X"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .duckdb_types import polars_type, sql_type, type_matches
from .parquet_nan import as_stored
from .text_casts import read_text

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Cast", "cast_from", "cast_with_polars", "sql_type", "type_matches"]


@dataclass(frozen=True)
class Cast:
    """How one raw column is read.

    Attributes:
        value_sql: the typed value, NULL where there is none or where it cannot be read.
        readable_sql: TRUE where the value could be read or is NULL, else FALSE; never NULL.
    """

    value_sql: str
    readable_sql: str


def cast_from(column_sql: str, duckdb_type: str, dtype: pl.DataType) -> Cast | None:
    """Return how a raw column of `duckdb_type` is read as `dtype`.

    Args:
        column_sql: the raw column as SQL, quoted.
    Returns: None when equality with polars cannot be shown; the caller then uses `cast_with_polars`.
    """
    target, source = sql_type(dtype), polars_type(duckdb_type)
    if target is None or source is None:
        return None
    if source == dtype:
        return Cast(column_sql, "TRUE")
    if kind_of(source) == "text":
        value = read_text(column_sql, dtype)
    else:
        value = _from_typed(as_stored(column_sql, source), source, dtype, target)
    return None if value is None else Cast(value, f"({column_sql} IS NULL OR {value} IS NOT NULL)")


def cast_with_polars(values: pl.Series, dtype: pl.DataType) -> pl.Series:
    """Cast as Pandera's `coerce` does, value by value: null where a value cannot be read.

    Pandera gives up on the whole column where polars has no such cast or a number overflows a decimal; here
    only the values concerned are unreadable.
    """
    import polars as pl

    if isinstance(dtype, pl.Decimal) and not (values.dtype.is_integer() or values.dtype.is_decimal()):
        # Pandera reads a decimal from text directly and from anything else by way of Float64.
        direct = values.cast(dtype, strict=False) if values.dtype == pl.String else None
        numbers = values.cast(pl.Float64, strict=False)
        limit = 10.0 ** ((dtype.precision or 38) - dtype.scale) - 0.5 * 10.0**-dtype.scale
        inside = numbers.is_finite() & (numbers.abs() < limit)
        rounded = pl.select(pl.when(inside).then(numbers)).to_series().cast(dtype, strict=False)
        return (rounded if direct is None else direct.fill_null(rounded)).alias(values.name)
    try:
        return values.cast(dtype, strict=False)
    except (pl.exceptions.InvalidOperationError, pl.exceptions.ComputeError):
        return pl.Series(values.name, [None] * len(values), dtype=dtype)


def kind_of(dtype: pl.DataType) -> str:
    """Group dtypes that are cast alike."""
    if dtype.is_integer():
        return "integer"
    if dtype.is_float():
        return "float"
    return {"String": "text", "Boolean": "boolean", "Date": "date", "Datetime": "datetime"}.get(
        type(dtype).__name__, "other"
    )


def _from_typed(column_sql: str, source: pl.DataType, dtype: pl.DataType, target: str) -> str | None:
    import polars as pl

    tried = f"TRY_CAST({column_sql} AS {target})"
    match kind_of(source), kind_of(dtype):
        case ("integer" | "boolean", "integer" | "float") | ("date", "datetime"):
            return tried
        case "integer", "other" if isinstance(dtype, pl.Decimal):
            return tried
        case "float", "integer":
            return f"TRY_CAST(trunc({column_sql}) AS {target})"
        case "float", "float":
            # DuckDB refuses a DOUBLE beyond FLOAT; polars makes it infinite.
            return (
                f"coalesce({tried}, CASE WHEN {column_sql} > 0 THEN CAST('inf' AS {target}) "
                f"WHEN {column_sql} < 0 THEN CAST('-inf' AS {target}) END)"
            )
        case "integer" | "float", "boolean":
            return f"({column_sql} <> 0)"
        case "integer" | "boolean", "text":
            return f"CAST({column_sql} AS VARCHAR)"
        case "datetime", "date" if isinstance(source, pl.Datetime) and source.time_unit != "ns":
            return f"CAST({column_sql} AS DATE)"
        case "datetime", "datetime" if isinstance(source, pl.Datetime) and isinstance(dtype, pl.Datetime):
            # To a coarser unit DuckDB rounds and polars cuts off.
            return tried if (source.time_unit, dtype.time_unit) in _FINER else None
    return None


_FINER = {("ms", "us"), ("ms", "ns"), ("us", "ns")}
