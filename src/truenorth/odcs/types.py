"""Types of polars as ODCS names them, and back; values of a rule as JSON has them, and back."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..admit.checks.duckdb_types import polars_type, sql_type

if TYPE_CHECKING:
    import polars as pl

FORMATS = {
    **{f"i{bits}": f"Int{bits}" for bits in (8, 16, 32, 64)},
    **{f"u{bits}": f"UInt{bits}" for bits in (8, 16, 32, 64)},
    "f32": "Float32",
    "f64": "Float64",
}
USUAL = {
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}
"""What a logical type is where nothing says more."""


def odcs_type(dtype: pl.DataType) -> dict[str, Any]:
    """Return `logicalType`, `physicalType` (DuckDB's) and, for numbers, `logicalTypeOptions.format`."""
    stated = {"logicalType": logical_type(dtype), "physicalType": str(sql_type(dtype))}
    formats = [name for name, kind in FORMATS.items() if kind == type(dtype).__name__]
    return stated | ({"logicalTypeOptions": {"format": formats[0]}} if formats else {})


def logical_type(dtype: pl.DataType) -> str:
    """Return ODCS's `logicalType`."""
    if dtype.is_integer():
        return "integer"
    if dtype.is_numeric():
        return "number"
    named = {"String": "string", "Boolean": "boolean", "Date": "date", "Datetime": "timestamp"}
    return named[type(dtype).__name__]


def type_of(stated: dict[str, Any]) -> pl.DataType | None:
    """Return the type of a property; None if a row contract has no such type."""
    import polars as pl

    logical = str(stated.get("logicalType", ""))
    if logical not in USUAL:
        return None
    options = stated.get("logicalTypeOptions", {})
    if "format" in options and logical in ("integer", "number"):
        kind = FORMATS.get(options["format"])
        return getattr(pl, kind)() if kind else None
    physical = polars_type(str(stated.get("physicalType", "")))
    # a file of text has text as its physical type, whatever its values mean
    fits = physical is not None and logical_type(physical) == logical
    return physical if fits else polars_type(USUAL[logical])


def python_type(dtype: pl.DataType) -> str:
    """Return the annotation of a contract's column, for example `pl.Decimal(10, 2)`."""
    import polars as pl

    if isinstance(dtype, pl.Datetime):
        return f'pl.Datetime("{dtype.time_unit}")'
    if isinstance(dtype, pl.Decimal):
        return f"pl.Decimal({dtype.precision}, {dtype.scale})"
    name = type(dtype).__name__
    return {"String": "str", "Boolean": "bool"}.get(name, f"pl.{name}")


def is_plain(value: Any) -> bool:
    """Whether JSON and YAML have the value."""
    if isinstance(value, list):
        return all(map(is_plain, value))
    if isinstance(value, dict):
        return all(map(is_plain, value.values()))
    return isinstance(value, str | bool | int) or (isinstance(value, float) and math.isfinite(value))


def encoded(value: Any) -> Any:
    """Return a value of a rule for a document; what JSON has not is a text."""
    if isinstance(value, list | tuple):
        return [encoded(one) for one in value]
    if isinstance(value, dict):
        return {name: encoded(one) for name, one in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def decoded(value: Any, dtype: pl.DataType) -> Any:
    """Return a value of a document as the column's type compares with it.

    Raises: ValueError, ArithmeticError (of a decimal) if a text is no value of the type.
    """
    if isinstance(value, list):
        return [decoded(one, dtype) for one in value]
    if isinstance(value, dict):
        return {name: decoded(one, dtype) for name, one in value.items()}
    if not isinstance(value, str):
        return value
    kind = logical_type(dtype)
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "timestamp":
        moment = datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
        if getattr(moment, "tzinfo", None):
            raise ValueError("columns have no time zone")
        return moment
    if kind == "number":
        return Decimal(value)
    return value
