from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pandera.polars as pa
import polars as pl
import pytest

from truenorth.admit.checks.check_probe import Probe, probe
from truenorth.admit.checks.pandera_checks import BATCH_ROWS, failing_rows
from truenorth.admit.contract import ColumnCheck, FrameCheck, RowContract, read_model
from truenorth.errors import DeliveryError

qty, code = pl.col("quantity"), pl.col("code")


class Lines(pa.DataFrameModel):
    code: str
    quantity: int = pa.Field(nullable=True)
    price: float


@pytest.fixture
def contract() -> RowContract:
    return read_model(Lines, source="lines", path=Path("lines.py"))


def frame_rule(expression: pl.Expr, **settings: Any) -> FrameCheck:
    return FrameCheck("rule", pa.Check(lambda data: data.lazyframe.select(expression), **settings))


def run(contract: RowContract, rule: FrameCheck | ColumnCheck, rows: str) -> list[tuple[str, int]]:
    con = duckdb.connect()
    sql = f"SELECT * FROM (VALUES {rows}) AS t(code, quantity, price, _row_number)"
    found = failing_rows(con, sql, contract, [rule], file="lines.csv")
    con.register("found", found)
    return con.sql("SELECT reason, _row_number FROM found ORDER BY 2").fetchall()


ROWS = "('C1', -1::BIGINT, 1.0, 1), ('A', -2, 1.0, 2), ('A', NULL, 3.0, 3), ('A', 5, 3.0, 4)"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        pytest.param((qty > 0) | code.str.starts_with("C"), [2], id="row by row"),
        pytest.param(qty >= qty.shift(1), [2], id="the row before"),
        pytest.param(qty.max().over("code") > 0, [1], id="a group"),
        pytest.param(pl.struct("code", "price").is_first_distinct(), [4], id="the whole column"),
        pytest.param(pl.all().is_not_null(), [3], id="every column"),
    ],
)
def test_rows_that_fail(contract: RowContract, expression: pl.Expr, expected: list[int]) -> None:
    assert run(contract, frame_rule(expression), ROWS) == [("rule", row) for row in expected]


def test_null_fails_only_if_the_check_says_so(contract: RowContract) -> None:
    assert run(contract, frame_rule(qty < 9, ignore_na=True), ROWS) == []
    assert run(contract, frame_rule(qty < 9, ignore_na=False), ROWS) == [("rule", 3)]


def test_element_wise(contract: RowContract) -> None:
    rule = ColumnCheck("rule", pa.Check(lambda text: len(text) < 2, element_wise=True), "code")
    assert run(contract, rule, ROWS) == [("rule", 1)]


def test_a_column_check_may_look_at_another_column(contract: RowContract) -> None:
    check = pa.Check(lambda data: data.lazyframe.select(pl.col(data.key) > pl.col("price")))
    assert run(contract, ColumnCheck("rule", check, "quantity"), ROWS) == [("rule", 1), ("rule", 2)]


def test_a_check_that_only_warns_is_not_run(contract: RowContract) -> None:
    assert run(contract, frame_rule(pl.lit(False), raise_warning=True), ROWS) == []


@pytest.mark.parametrize("rows", [ROWS, "('A', -3::BIGINT, 1.0, 1)"], ids=["four rows", "one row"])
@pytest.mark.parametrize(
    "check",
    [
        pytest.param(lambda data: data.lazyframe.select(qty.sum() > 100), id="aggregate"),
        pytest.param(lambda data: data.lazyframe.select(qty.sum()).collect().item() > 100, id="bool"),
        pytest.param(lambda data: data.lazyframe.select(pl.lit(False)), id="constant"),
    ],
)
def test_one_verdict_for_all_blames_no_row(contract: RowContract, rows: str, check: Any) -> None:
    with pytest.raises(DeliveryError) as refused:
        run(contract, FrameCheck("rule", pa.Check(check)), rows)
    assert refused.value.code == "TN-C010"


def test_one_verdict_that_is_true_passes(contract: RowContract) -> None:
    assert run(contract, frame_rule(qty.sum() < 100), ROWS) == []


def test_a_check_that_cannot_run_holds_the_batch_and_tells_no_value(contract: RowContract) -> None:
    rule = frame_rule(code.str.to_integer(strict=True) > 0)
    with pytest.raises(DeliveryError) as refused:
        run(contract, rule, ROWS)
    assert refused.value.code == "TN-C011"
    assert "C1" not in str(refused.value)


def test_batches_are_judged_like_the_whole(contract: RowContract) -> None:
    con = duckdb.connect()
    rows = f"FROM range({BATCH_ROWS + 5}) AS r(i)"
    sql = f"SELECT 'A' AS code, i AS quantity, 1.0 AS price, i + 1 AS _row_number {rows}"
    rules = [frame_rule(qty % 50_000 != 0), FrameCheck("twin", frame_rule(qty != qty.max()).check)]
    con.register("found", failing_rows(con, sql, contract, rules, file="lines.csv"))
    found = con.sql("SELECT reason, _row_number FROM found ORDER BY ALL").fetchall()
    assert found == [("rule", 1), ("rule", 50_001), ("rule", 100_001), ("twin", BATCH_ROWS + 5)]


ALL = ("code", "quantity", "price")


@pytest.mark.parametrize(
    ("check", "columns", "row_wise"),
    [
        pytest.param(lambda data: data.lazyframe.select(qty > 0), ("quantity",), True, id="row by row"),
        pytest.param(
            lambda data: data.lazyframe.with_columns(z=qty * 2).select(pl.col("z") > 0),
            ("quantity",),
            True,
            id="two steps",
        ),
        pytest.param(
            lambda data: data.lazyframe.select(pl.all().is_not_null()), ALL, False, id="every column"
        ),
        pytest.param(
            lambda data: data.lazyframe.select(qty > qty.mean()), ("quantity",), False, id="aggregate"
        ),
        pytest.param(
            lambda data: data.lazyframe.select(qty.cum_sum() > 0), ("quantity",), False, id="running total"
        ),
        pytest.param(
            lambda data: data.lazyframe.select(qty.sum().over("code") > 0),
            ("code", "quantity"),
            False,
            id="over",
        ),
        pytest.param(
            lambda data: data.lazyframe.filter(qty > 0).select(qty > 0), ("quantity",), False, id="filter"
        ),
        pytest.param(lambda data: data.lazyframe.head(1).select(qty > 0), ("quantity",), False, id="head"),
        pytest.param(
            lambda data: data.lazyframe.select(qty > len(data.lazyframe.collect())),
            ALL,
            False,
            id="collected for itself",
        ),
        pytest.param(lambda data: data.lazyframe.select(pl.col("nowhere")), ALL, False, id="cannot run"),
    ],
)
def test_what_a_check_needs(
    contract: RowContract, check: Any, columns: tuple[str, ...], row_wise: bool
) -> None:
    assert probe(contract, FrameCheck("rule", pa.Check(check))) == Probe(columns, row_wise)
