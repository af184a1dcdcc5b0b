from __future__ import annotations

import math
from typing import Any

import duckdb
import polars as pl
import pytest

from truenorth.admit.checks.uniqueness import duplicate_rows_sql
from truenorth.admit.contract import UniquePolicy

FRAME = {
    "order": ["a", "a", "b", None, None, "c", "a"],
    "price": [1.0, 1.0, math.nan, math.nan, None, -0.0, 2.0],
}


def duplicates(frame: dict[str, list[Any]], columns: list[str], policy: UniquePolicy) -> list[int]:
    con = duckdb.connect()
    con.register("given", pl.DataFrame(frame).with_row_index("_row_number", offset=1).to_arrow())
    sql = duplicate_rows_sql("SELECT * FROM given", columns, policy)
    return sorted(row[0] for row in con.sql(sql).fetchall())


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("all", [1, 2, 4, 5, 7]), ("exclude_first", [2, 5, 7]), ("exclude_last", [1, 2, 4])],
)
def test_policies_and_nulls_that_equal_each_other(policy: UniquePolicy, expected: list[int]) -> None:
    assert duplicates(FRAME, ["order"], policy) == expected


def test_several_columns() -> None:
    assert duplicates(FRAME, ["order", "price"], "all") == [1, 2]


def test_nan_equals_nan_and_zero_has_no_sign() -> None:
    assert duplicates({"x": [math.nan, math.nan, 0.0, -0.0, 1.0]}, ["x"], "all") == [1, 2, 3, 4]


def test_values_of_one_hash_are_compared() -> None:
    """A hash only names candidates: with one that always collides the answer is the same."""
    con = duckdb.connect()
    con.sql("CREATE MACRO hash(x) AS 1")
    con.sql("CREATE TABLE given AS SELECT * FROM (VALUES (1, 'a'), (2, 'a'), (3, 'b')) AS t(_row_number, x)")
    assert con.sql(duplicate_rows_sql("SELECT * FROM given", ["x"], "all")).fetchall() == [(1,), (2,)]
