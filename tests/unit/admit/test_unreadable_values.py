"""A value that cannot be read carries its dtype reason and no other."""

from __future__ import annotations

from pathlib import Path

import duckdb

from truenorth.admit.delivery.deliveries import Delivery
from truenorth.admit.door import admit

CONTRACT = """
import pandera.polars as pa
import polars as pl

class Shop(pa.DataFrameModel):
    line: int = pa.Field(unique=True, nullable=True)
    pieces: int = pa.Field(gt=0, ignore_na=False)
    paid: bool = pa.Field(nullable=True)
    day: pl.Date = pa.Field(nullable=True)
    money: pl.Decimal(5, 2) = pa.Field(nullable=True)

    @pa.check("pieces")
    def even(cls, data):
        return data.lazyframe.select((pl.col("pieces") % 2 == 0).fill_null(False))

    class Config:
        coerce = True
"""
ROWS = """line,pieces,paid,day,money
1,2,true,2020-02-29,1.005
x,4,FALSE,2021-02-29,1000
y,many,1,2020-2-2,x
,,,,
2,-3,true,2020-01-01,1e1
"""


def test_one_reason_for_an_unreadable_value(tmp_path: Path) -> None:
    for name, text in {
        "dbt_project.yml": "name: shop\nprofile: shop\n",
        "models/_shop__sources.yml": (
            "sources:\n  - name: shop\n    config: {meta: {truenorth: {location: 'in/*.csv'}}}\n"
        ),
        "expectations/rows/shop.py": CONTRACT,
        "in/a.csv": ROWS,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    con = duckdb.connect()
    (landed,) = admit("shop", project_dir=tmp_path).land(con, '"main"."adm_shop"')
    assert isinstance(landed, Delivery), landed
    found = dict(con.sql("SELECT _row_number, _reasons FROM adm_shop").fetchall())
    assert {number: sorted(reasons) for number, reasons in found.items()} == {
        1: [],
        2: ["day__dtype", "line__dtype", "money__dtype"],
        3: ["day__dtype", "line__dtype", "money__dtype", "paid__dtype", "pieces__dtype"],
        4: ["pieces__even", "pieces__greater_than", "pieces__not_nullable"],
        5: ["pieces__even", "pieces__greater_than"],
    }
