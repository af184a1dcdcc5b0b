"""A table made under other columns is refused: rows land by position."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandera.polars as pa
import polars as pl
import pytest

from truenorth.admit.contract import RowContract, read_model
from truenorth.admit.labelled_table import create_labelled_table, require_same_columns
from truenorth.errors import ContractError

RELATION = '"main"."adm_shop"'
FIRST = {"line": str, "money": pl.Float64, "city": str}


def contract(columns: dict[str, object]) -> RowContract:
    model = type("Shop", (pa.DataFrameModel,), {"__annotations__": columns, "__module__": __name__})
    return read_model(model, source="shop", path=Path("expectations/rows/shop.py"))


@pytest.mark.parametrize(
    ("later", "named"),
    [
        pytest.param({**FIRST, "channel": str}, "channel", id="added"),
        pytest.param({"line": str, "money": pl.Float64}, "city", id="left_out"),
        pytest.param({"line": str, "money": pl.Float64, "town": str}, "town", id="renamed"),
        pytest.param({"city": str, "money": pl.Float64, "line": str}, "line", id="other_order_same_types"),
        pytest.param({"line": str, "money": pl.Int64, "city": str}, "money", id="other_type"),
    ],
)
def test_other_columns_are_refused(later: dict[str, object], named: str) -> None:
    with duckdb.connect() as con:
        create_labelled_table(con, RELATION, contract(FIRST))
        with pytest.raises(ContractError, match=f"the first: {named}\n") as refused:
            require_same_columns(con, RELATION, contract(later))
    assert refused.value.code == "TN-C013"


def test_the_same_columns_pass() -> None:
    every_type = {
        "text": str, "whole": pl.Int64, "small": pl.UInt8, "real": pl.Float32, "yes": bool, "day": pl.Date,
        "at": pl.Datetime("us"), "at_ns": pl.Datetime("ns"), "zoned": pl.Datetime("us", "UTC"),
        "money": pl.Decimal(18, 4), "time": pl.Time, "span": pl.Duration("us"),
    }  # fmt: skip
    with duckdb.connect() as con:
        for name, dtype in every_type.items():
            try:
                create_labelled_table(con, f'"adm_{name}"', contract({name: dtype}))
            except ContractError as refused:
                assert refused.code == "TN-C004"  # no table can hold the type
            else:
                require_same_columns(con, f'"adm_{name}"', contract({name: dtype}))
