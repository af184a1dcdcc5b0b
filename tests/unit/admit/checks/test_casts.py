from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
import pytest

from truenorth.admit.checks.casts import cast_from, cast_with_polars
from truenorth.admit.checks.duckdb_types import polars_type, sql_type, type_matches


@pytest.mark.parametrize(
    ("text", "dtype", "value"),
    [
        *(("+5", pl.Int64(), 5), ("007", pl.Int8(), 7), ("-0", pl.Int8(), 0)),
        *((text, pl.Int64(), None) for text in ("", " 12", "12 ", "1_000", "1e5", "0x10", "1.0", "+", "٣")),
        *(
            ("128", pl.Int8(), None),
            ("-1", pl.UInt8(), None),
            ("18446744073709551615", pl.UInt64(), 2**64 - 1),
        ),
        *(("1e5", pl.Float64(), 1e5), (".5", pl.Float64(), 0.5), ("-Inf", pl.Float64(), float("-inf"))),
        *((text, pl.Float64(), None) for text in ("", " 1", "1_0", "1,5", "+-1", "0x1p3", "infin")),
        *(("TRUE", pl.Boolean(), True), ("false", pl.Boolean(), False), ("1", pl.Boolean(), None)),
        *(("2020-02-29", pl.Date(), dt.date(2020, 2, 29)), ("0001-01-01", pl.Date(), dt.date(1, 1, 1))),
        *(
            (text, pl.Date(), None)
            for text in ("2021-02-29", "2020-1-1", "0000-01-01", "10000-01-01", "infinity")
        ),
        ("2020-02-29T12:30", pl.Datetime("us"), dt.datetime(2020, 2, 29, 12, 30)),
        ("1969-12-31 23:59:59.5", pl.Datetime("ms"), dt.datetime(1969, 12, 31, 23, 59, 59, 500_000)),
        *(
            (f"2020-01-01 {clock}", pl.Datetime("ms"), None)
            for clock in ("24:00", "12:00:60", "12:00Z", "12:00:00.1234")
        ),
        ("1600-01-01 00:00", pl.Datetime("ns"), None),
    ],
)
def test_text(text: str, dtype: pl.DataType, value: Any) -> None:
    cast = cast_from('"x"', "VARCHAR", dtype)
    assert cast is not None
    sql = f'SELECT {cast.value_sql}, {cast.readable_sql} FROM (SELECT ? AS "x")'
    assert duckdb.connect().execute(sql, [text]).fetchone() == (value, value is not None)


@pytest.mark.parametrize(
    ("received", "dtype", "value"),
    [
        *(
            ("1.9::DOUBLE", pl.Int64(), 1),
            ("-0.5::DOUBLE", pl.UInt8(), 0),
            ("'nan'::DOUBLE", pl.Int64(), None),
        ),
        *(
            ("300::BIGINT", pl.Int8(), None),
            ("-1::INTEGER", pl.UInt64(), None),
            ("2::BIGINT", pl.Boolean(), True),
        ),
        *(
            ("1e39::DOUBLE", pl.Float32(), float("inf")),
            ("TRUE", pl.String(), "true"),
            ("5::BIGINT", pl.String(), "5"),
        ),
        ("1000::BIGINT", pl.Decimal(5, 2), None),
        ("DATE '2020-01-01'", pl.Datetime("us"), dt.datetime(2020, 1, 1)),
        ("TIMESTAMP '1969-12-31 23:00:00'", pl.Date(), dt.date(1969, 12, 31)),
        ("DATE '1600-01-01'", pl.Datetime("ns"), None),
    ],
)
def test_typed(received: str, dtype: pl.DataType, value: Any) -> None:
    con = duckdb.connect()
    kind = con.sql(f"SELECT {received} AS x").types[0]
    cast = cast_from("x", str(kind), dtype)
    assert cast is not None
    found = con.execute(
        f"SELECT {cast.value_sql}, {cast.readable_sql} FROM (SELECT {received} AS x)"
    ).fetchone()
    assert found == (value, value is not None)


def test_null_can_be_read() -> None:
    cast = cast_from("x", "VARCHAR", pl.Int64())
    assert cast is not None
    sql = f"SELECT {cast.value_sql}, {cast.readable_sql} FROM (SELECT NULL::VARCHAR AS x)"
    assert duckdb.connect().execute(sql).fetchone() == (None, True)


@pytest.mark.parametrize(
    ("kind", "dtype"),
    [
        *(("VARCHAR", pl.Decimal(5, 2)), ("DOUBLE", pl.String()), ("TIMESTAMP", pl.Datetime("ms"))),
        *(("TIMESTAMP_NS", pl.Date()), ("INTEGER[]", pl.Int64()), ("VARCHAR", pl.Datetime("us", "UTC"))),
    ],
)
def test_left_to_polars(kind: str, dtype: pl.DataType) -> None:
    assert cast_from("x", kind, dtype) is None


def test_polars_casts_value_by_value() -> None:
    texts = pl.Series("x", ["1.005", "1.015", "1e2", "1000", "x", None])
    cents = [Decimal("1.00"), Decimal("1.02"), Decimal("100.00"), None, None, None]
    assert cast_with_polars(texts, pl.Decimal(5, 2)).to_list() == cents
    numbers = pl.Series("x", [0.5, 1e9, float("nan"), 999.994, 999.996])
    expected = [Decimal("0.50"), None, None, Decimal("999.99"), None]
    assert cast_with_polars(numbers, pl.Decimal(5, 2)).to_list() == expected
    assert cast_with_polars(pl.Series("x", [[1]]), pl.Date()).to_list() == [None]


@pytest.mark.parametrize("name", ["TEXT", "varchar", "DECIMAL(5, 2)", "TIMESTAMP_MS", "UBIGINT"])
def test_a_duckdb_type_and_its_polars_type_match(name: str) -> None:
    dtype = polars_type(name)
    assert dtype is not None and type_matches(name, dtype)


def test_types_that_differ() -> None:
    assert not type_matches("INTEGER", pl.Int64())
    assert not type_matches("TIMESTAMP", pl.Datetime("ms"))
    assert sql_type(pl.Datetime("us", "UTC")) is None
    assert sql_type(pl.List(pl.Int64())) is None
