from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandera.polars as pa
import polars as pl
import pytest

from truenorth.admit.checks.compile import compile_check, compile_not_null

NAN = math.nan


def verdicts(check: pa.Check, values: list[Any], dtype: pl.DataType) -> list[bool]:
    sql = compile_check(check, "x", dtype)
    assert sql is not None
    return judged(sql, values, dtype)


def judged(sql: str, values: list[Any], dtype: pl.DataType) -> list[bool]:
    con = duckdb.connect()
    con.register("given", pl.DataFrame({"x": pl.Series(values, dtype=dtype)}).to_arrow())
    return [row[0] for row in con.sql(f"SELECT {sql} FROM given").fetchall()]


@pytest.mark.parametrize(
    ("check", "dtype", "values", "expected"),
    [
        pytest.param(pa.Check.gt(0), pl.Int8(), [1, 0, None], [True, False, True], id="null passes"),
        pytest.param(pa.Check.gt(0, ignore_na=False), pl.Int8(), [1, None], [True, False], id="null fails"),
        pytest.param(pa.Check.lt(300), pl.Int8(), [127], [True], id="constant beyond the type"),
        pytest.param(pa.Check.gt(2**70), pl.Int64(), [2**63 - 1], [False], id="huge constant"),
        pytest.param(pa.Check.eq(2.0**53), pl.Int64(), [2**53 + 1], [True], id="float constant rounds"),
        pytest.param(pa.Check.eq(2**53), pl.Int64(), [2**53 + 1], [False], id="integer constant does not"),
        pytest.param(pa.Check.eq(0.1), pl.Float32(), [0.1], [True], id="constant takes Float32"),
        pytest.param(pa.Check.isin([0.1]), pl.Float32(), [0.1], [False], id="list stays Float64"),
        pytest.param(pa.Check.gt(math.inf), pl.Float64(), [NAN, 1.0], [True, False], id="NaN above infinity"),
        pytest.param(pa.Check.eq(NAN), pl.Float64(), [NAN, 1.0], [True, False], id="NaN equals NaN"),
        pytest.param(pa.Check.eq(0), pl.Float64(), [-0.0], [True], id="negative zero"),
        pytest.param(
            pa.Check.isin(["a", None]), pl.String(), ["a", "b", None], [True, False, True], id="null listed"
        ),
        pytest.param(pa.Check.notin([NAN]), pl.Float64(), [NAN, 1.0], [False, True], id="NaN listed"),
        pytest.param(pa.Check.isin([]), pl.Int64(), [1, None], [False, True], id="nothing allowed"),
        pytest.param(
            pa.Check.notin([], ignore_na=False), pl.Int64(), [1, None], [True, False], id="nothing refused"
        ),
        pytest.param(
            pa.Check.str_length(max_value=1),
            pl.String(),
            ["😀", "中", "ab"],
            [True, True, False],
            id="code points",
        ),
        pytest.param(
            pa.Check.str_matches("a|b"), pl.String(), ["ax", "xb", "xa"], [True, True, False], id="^a|b"
        ),
        pytest.param(pa.Check.str_startswith(""), pl.String(), [""], [True], id="empty start"),
        pytest.param(
            pa.Check.in_range(dt.date(2020, 1, 1), dt.date(2020, 1, 2), include_max=False),
            pl.Datetime("us"),
            [dt.datetime(2020, 1, 1), dt.datetime(2020, 1, 1, 23), dt.datetime(2020, 1, 2)],
            [True, True, False],
            id="date against datetime",
        ),
        pytest.param(
            pa.Check.le(Decimal("1.5")),
            pl.Decimal(5, 2),
            [Decimal("1.50"), Decimal("1.51")],
            [True, False],
            id="decimal",
        ),
    ],
)
def test_verdicts(check: pa.Check, dtype: pl.DataType, values: list[Any], expected: list[bool]) -> None:
    assert verdicts(check, values, dtype) == expected


@pytest.mark.parametrize(
    ("check", "dtype"),
    [
        pytest.param(pa.Check(lambda data: data.lazyframe), pl.Int64(), id="lambda"),
        pytest.param(
            pa.Check(lambda data: data.lazyframe, name="equal_to"), pl.Int64(), id="lambda with a known name"
        ),
        pytest.param(pa.Check.gt("a"), pl.Int64(), id="text against a number"),
        pytest.param(pa.Check.isin([1, 2]), pl.Float64(), id="integers listed for floats"),
        pytest.param(pa.Check.gt(Decimal("0.1")), pl.Float64(), id="decimal against a float"),
        pytest.param(pa.Check.eq("a\x00"), pl.String(), id="NUL"),
        pytest.param(pa.Check.gt(dt.datetime(2020, 1, 1)), pl.Date(), id="datetime against a date"),
        pytest.param(pa.Check.gt(dt.datetime(2020, 1, 1)), pl.Datetime("us", "UTC"), id="zone"),
        pytest.param(pa.Check.str_matches(r"\bword"), pl.String(), id="word boundary"),
        pytest.param(pa.Check.unique_values_eq({1}), pl.Int64(), id="whole column"),
    ],
)
def test_stays_in_pandera(check: pa.Check, dtype: pl.DataType) -> None:
    assert compile_check(check, "x", dtype) is None


def test_the_name_that_an_author_gives_does_not_matter() -> None:
    assert verdicts(pa.Check.gt(0, name="positive"), [1, -1], pl.Int64()) == [True, False]


def test_a_check_that_only_warns_never_quarantines() -> None:
    assert verdicts(pa.Check.gt(0, raise_warning=True), [1, -1, None], pl.Int64()) == [True] * 3
    assert compile_check(pa.Check(lambda data: data.lazyframe, raise_warning=True), "x", pl.Int64()) == "TRUE"


def test_nan_is_missing() -> None:
    assert judged(compile_not_null("x", pl.Float64()), [1.0, NAN, None], pl.Float64()) == [True, False, False]
    assert judged(compile_not_null("x", pl.String()), ["", None], pl.String()) == [True, False]


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        *((pa.Check.gt(5), True), (pa.Check.ge(5), True), (pa.Check.le(5), False), (pa.Check.lt(5), False)),
        *((pa.Check.in_range(0, 5), False), (pa.Check.ne(1), True), (pa.Check.isin([1.0]), False)),
        *((pa.Check.notin([1.0]), True), (pa.Check.eq(1), False), (pa.Check.isin([1.0, NAN]), True)),
    ],
    ids=str,
)
def test_nan_that_parquet_statistics_leave_out(check: pa.Check, expected: bool, tmp_path: Path) -> None:
    frame = pl.DataFrame({"x": [1.0, 1.0, NAN]})
    frame.write_parquet(tmp_path / "x.parquet")
    found = duckdb.connect().sql(
        f"SELECT {compile_check(check, 'x', pl.Float64())} FROM read_parquet('{tmp_path / 'x.parquet'}')"
    )
    assert found.fetchall()[2] == (expected,)


def test_a_column_name_is_quoted() -> None:
    sql = compile_check(pa.Check.gt(0), 'a"; drop table x; --', pl.Int64())
    assert sql is not None and '"a""; drop table x; --"' in sql
