"""Floats as they are stored, not as a Parquet file's statistics tell.

Parquet statistics leave NaN out, and DuckDB trusts them: for a column of 1, 2 and NaN it answers `x > 5` and
even `isnan(x)` with FALSE before it reads a row. `try` is opaque to that and costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def as_stored(column_sql: str, dtype: pl.DataType) -> str:
    """Return SQL of the column's values that no statistics can replace."""
    return f"try({column_sql})" if dtype.is_float() else column_sql
