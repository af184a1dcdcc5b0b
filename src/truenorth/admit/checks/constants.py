"""A check's constant beside a typed column, as polars would compare the two.

polars brings a Python constant and a column to one type before it compares; each function here gives the
SQL of both sides in that type, or None where the two engines cannot be shown to agree.
"""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ...identifiers import quote_literal
from .duckdb_types import sql_type

if TYPE_CHECKING:
    import polars as pl

Sides = tuple[str, str]
INT128 = 2**127  # what polars takes for an integer


def compared(column_sql: str, value: Any, dtype: pl.DataType) -> Sides | None:
    """Return (column, constant) for `=`, `<` and their kin."""
    import polars as pl

    if dtype.is_integer():
        if isinstance(value, (bool, int)):
            return column_sql, _integer(int(value), dtype)
        if isinstance(value, float):
            return f"CAST({column_sql} AS DOUBLE)", _float(value, "DOUBLE")
    elif dtype.is_float():
        if isinstance(value, float) or (isinstance(value, int) and abs(value) < INT128):
            # The constant takes the column's type, so 0.1 equals the Float32 that was read from "0.1".
            rounded = pl.select(pl.lit(value).cast(dtype)).item()
            return column_sql, _float(rounded, sql_type(dtype))
    elif isinstance(dtype, pl.Decimal):
        return _decimal(column_sql, value, dtype)
    elif isinstance(dtype, pl.Datetime):
        if isinstance(value, dt.date):
            return _timestamp(column_sql, value, dtype)
    elif type(value) is _PYTHON_TYPE.get(type(dtype).__name__):
        constant = _plain(value)
        return None if constant is None else (column_sql, constant)
    return None


def listed(column_sql: str, values: list[Any], dtype: pl.DataType) -> tuple[str, list[str]] | None:
    """Return (column, constants) for `IN`; nulls in the list are left out because they match nothing."""
    import polars as pl

    present = [value for value in values if value is not None]
    kinds = {type(value) for value in present}
    if len(kinds) > 1:
        return None
    if dtype.is_float():
        if kinds - {float}:
            return None
        # polars gives the list its own type (Float64), so a Float32 column is widened, not the list narrowed.
        return f"CAST({column_sql} AS DOUBLE)", [_float(value, "DOUBLE") for value in present]
    if isinstance(dtype, pl.Datetime) and (dtype.time_unit != "us" or kinds - {dt.datetime}):
        return None
    pairs = [compared(column_sql, value, dtype) for value in present]
    constants = [pair[1] for pair in pairs if pair is not None and pair[0] == column_sql]
    return (column_sql, constants) if len(constants) == len(present) else None


_PYTHON_TYPE: dict[str, type] = {"Boolean": bool, "String": str, "Date": dt.date}


def _plain(value: Any) -> str | None:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return None if "\x00" in value else quote_literal(value)
    return f"DATE {quote_literal(value.isoformat())}" if isinstance(value, dt.date) else None


def _integer(value: int, dtype: pl.DataType) -> str:
    bits = int(type(dtype).__name__.lstrip("UInt"))
    low, high = (0, 2**bits) if dtype.is_unsigned_integer() else (-(2 ** (bits - 1)), 2 ** (bits - 1))
    return f"CAST({value} AS {sql_type(dtype) if low <= value < high else 'HUGEINT'})"


def _float(value: float, type_: str | None) -> str:
    text = "nan" if math.isnan(value) else repr(value)
    return f"CAST({quote_literal(text)} AS {type_})"


def _decimal(column_sql: str, value: Any, dtype: pl.Decimal) -> Sides | None:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    exact = Decimal(value)
    if not exact.is_finite():
        return None
    _, digits, exponent = exact.as_tuple()
    assert isinstance(exponent, int)
    scale = max(0, -exponent)
    whole = max(0, len(digits) + exponent)
    if scale > dtype.scale or whole > (dtype.precision or 38) - dtype.scale:
        return None
    return column_sql, f"CAST({quote_literal(format(exact, 'f'))} AS {sql_type(dtype)})"


def _timestamp(column_sql: str, value: dt.date, dtype: pl.Datetime) -> Sides | None:
    moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
    if moment.tzinfo is not None:
        return None
    if dtype.time_unit == "ms" and moment.microsecond % 1000:
        return None
    if dtype.time_unit == "ns" and not 1678 <= moment.year <= 2261:
        return None
    return column_sql, f"CAST({quote_literal(moment.isoformat(sep=' '))} AS {sql_type(dtype)})"
