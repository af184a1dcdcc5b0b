"""Which DuckDB type holds a polars dtype without loss."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import polars as pl

_PLAIN = {
    "Int8": "TINYINT",
    "Int16": "SMALLINT",
    "Int32": "INTEGER",
    "Int64": "BIGINT",
    "UInt8": "UTINYINT",
    "UInt16": "USMALLINT",
    "UInt32": "UINTEGER",
    "UInt64": "UBIGINT",
    "Float32": "FLOAT",
    "Float64": "DOUBLE",
    "Boolean": "BOOLEAN",
    "String": "VARCHAR",
    "Date": "DATE",
}
_TIMESTAMPS: dict[Literal["ms", "us", "ns"], str] = {
    "ms": "TIMESTAMP_MS",
    "us": "TIMESTAMP",
    "ns": "TIMESTAMP_NS",
}
# DESCRIBE and Parquet readers may answer with another spelling of the same type.
_ALIASES = {"TEXT": "VARCHAR", "STRING": "VARCHAR", "REAL": "FLOAT", "INT": "INTEGER", "BOOL": "BOOLEAN"}


def sql_type(dtype: pl.DataType) -> str | None:
    """Return the DuckDB type of `dtype`; None when there is none that holds every value exactly.

    Zoned timestamps, durations, times, binary, categorical and nested types are not supported: a contract
    that names them is kept by Pandera alone.
    """
    import polars as pl

    if isinstance(dtype, pl.Datetime):
        return None if dtype.time_zone else _TIMESTAMPS[dtype.time_unit]
    if isinstance(dtype, pl.Decimal):
        return f"DECIMAL({dtype.precision or 38},{dtype.scale})"
    return _PLAIN.get(type(dtype).__name__)


def type_matches(duckdb_type: str, dtype: pl.DataType) -> bool:
    """Say whether a column of `duckdb_type` already has the contract's type.

    Without `coerce` a column that does not match holds the whole batch (TN-C012): Pandera, too, judges the
    column's type once and not row by row.
    """
    return _canonical(duckdb_type) == sql_type(dtype)


def polars_type(duckdb_type: str) -> pl.DataType | None:
    """Return the polars dtype that holds a DuckDB type exactly; None when `sql_type` knows none."""
    import polars as pl

    name = _canonical(duckdb_type)
    for dtype_name, type_ in _PLAIN.items():
        if type_ == name:
            dtype: pl.DataType = getattr(pl, dtype_name)()
            return dtype
    for unit, type_ in _TIMESTAMPS.items():
        if type_ == name:
            return pl.Datetime(unit)
    decimal = re.fullmatch(r"DECIMAL\((\d+),(\d+)\)", name)
    return None if decimal is None else pl.Decimal(int(decimal[1]), int(decimal[2]))


def _canonical(duckdb_type: str) -> str:
    name = re.sub(r"\s+", "", duckdb_type.upper())
    return _ALIASES.get(name, name)
