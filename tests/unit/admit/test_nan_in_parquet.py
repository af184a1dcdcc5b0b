"""NaN through the whole door, from a Parquet file whose statistics do not know of it."""

from __future__ import annotations

import math
from pathlib import Path

import duckdb
import polars as pl

from truenorth.admit.delivery.deliveries import Delivery
from truenorth.admit.door import admit

CONTRACT = """
import pandera.polars as pa
import polars as pl

class Shop(pa.DataFrameModel):
    price: pl.Float64 = pa.Field(le=5, unique=True)
    rate: pl.Float64 = pa.Field(gt=5, nullable=True)
    pieces: pl.Int64

    class Config:
        coerce = True
"""


def test_nan_is_too_much_missing_a_duplicate_and_no_integer(tmp_path: Path) -> None:
    for name, text in {
        "dbt_project.yml": "name: shop\nprofile: shop\n",
        "models/_shop__sources.yml": (
            "sources:\n  - name: shop\n    config: {meta: {truenorth: {location: 'in/*.parquet'}}}\n"
        ),
        "expectations/rows/shop.py": CONTRACT,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "in").mkdir()
    values = [1.0, math.nan, math.nan]
    pl.DataFrame({"price": values, "rate": values, "pieces": values}).write_parquet(
        tmp_path / "in" / "a.parquet"
    )
    con = duckdb.connect()
    (landed,) = admit("shop", project_dir=tmp_path).land(con, '"main"."adm_shop"')
    assert isinstance(landed, Delivery), landed
    found = con.sql("SELECT _row_number, list_sort(_reasons) FROM adm_shop ORDER BY 1").fetchall()
    nan = ["pieces__dtype", "price__field_uniqueness", "price__less_than_or_equal_to", "price__not_nullable"]
    assert found == [(1, ["rate__greater_than"]), (2, nan), (3, nan)]
