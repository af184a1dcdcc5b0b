"""Reading a value as the contract's type: SQL that answers as polars' cast does.

Pandera's `coerce` is polars' cast. Where the two engines differ (DuckDB takes blanks, underscores and hex for
numbers and rounds where polars cuts off) the SQL is guarded; what cannot be guarded is cast by polars.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .duckdb_types import polars_type, sql_type, type_matches

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Cast", "cast_from", "sql_type", "type_matches"]


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
    Returns: None when equality with polars cannot be shown; the caller then lets polars cast.
    """
    target, source = sql_type(dtype), polars_type(duckdb_type)
    if target is None or source is None:
        return None
    if source == dtype:
        return Cast(column_sql, "TRUE")
    read = _from_text if _kind(source) == "text" else _from_typed
    value = read(column_sql, source, dtype, target)
    return None if value is None else Cast(value, f"({column_sql} IS NULL OR {value} IS NOT NULL)")


def _from_text(column_sql: str, source: pl.DataType, dtype: pl.DataType, target: str) -> str | None:
    kind = _kind(dtype)
    if kind == "integer":
        allowed = "0123456789+" if dtype.is_unsigned_integer() else "0123456789+-"
        return f"CASE WHEN ltrim({column_sql}, '{allowed}') = '' THEN TRY_CAST({column_sql} AS {target}) END"
    if kind == "float":
        # Only the characters of a number, inf or nan; DuckDB alone reads "+-1".
        return (
            f"CASE WHEN ltrim({column_sql}, '0123456789+-.eEinftyaINFTYA') = '' "
            f"AND NOT starts_with({column_sql}, '+-') THEN TRY_CAST({column_sql} AS {target}) END"
        )
    return None


def _from_typed(column_sql: str, source: pl.DataType, dtype: pl.DataType, target: str) -> str | None:
    match _kind(source), _kind(dtype):
        case ("integer", "integer" | "float") | ("boolean", "integer" | "float"):
            return f"TRY_CAST({column_sql} AS {target})"
        case "float", "integer":
            return f"TRY_CAST(trunc({column_sql}) AS {target})"
        case "integer" | "float", "boolean":
            return f"({column_sql} <> 0)"
        case "integer" | "boolean", "text":
            return f"CAST({column_sql} AS VARCHAR)"
    return None


def _kind(dtype: pl.DataType) -> str:
    if dtype.is_integer():
        return "integer"
    if dtype.is_float():
        return "float"
    return {"String": "text", "Boolean": "boolean", "Date": "date", "Datetime": "datetime"}.get(
        type(dtype).__name__, "other"
    )
