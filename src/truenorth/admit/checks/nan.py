"""Comparisons of floats that hold for NaN whatever a Parquet file says of its columns.

polars and DuckDB agree that NaN equals itself and is above infinity. But Parquet statistics leave NaN out, and
DuckDB trusts them: for a column of 1 to 2 and a NaN it answers `x > 5` with FALSE before it reads a row. So every
comparison says for itself what it does with NaN.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def compare_floats(column_sql: str, operator: str, constant: float, constant_sql: str) -> str:
    """Return SQL of `column operator constant`, NULL for NULL."""
    is_nan = f"isnan({column_sql})"
    if math.isnan(constant):
        never = f"CASE WHEN {column_sql} IS NOT NULL THEN FALSE END"
        return {
            "=": is_nan,
            ">=": is_nan,
            "<>": f"(NOT {is_nan})",
            "<": f"(NOT {is_nan})",
            ">": never,
            "<=": f"(NOT {never})",
        }[operator]
    compared = f"{column_sql} {operator} {constant_sql}"
    return f"({compared} OR {is_nan})" if operator in (">", ">=", "<>") else f"({compared} AND NOT {is_nan})"


def float_in(column_sql: str, constants: Sequence[float], constants_sql: Sequence[str]) -> str:
    """Return SQL of `column IN (constants)`, NULL for NULL; `constants` is not empty."""
    is_nan = f"isnan({column_sql})"
    numbers = [sql for value, sql in zip(constants, constants_sql, strict=True) if not math.isnan(value)]
    if not numbers:
        return is_nan
    inside = f"({column_sql} IN ({', '.join(numbers)}) AND NOT {is_nan})"
    return inside if len(numbers) == len(constants) else f"({inside} OR {is_nan})"
