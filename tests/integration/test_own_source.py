"""Another project installs truenorth and sends raw files of its own through the door."""

from __future__ import annotations

import json
import os
from pathlib import Path

import duckdb
import pytest

from command import truenorth
from dbt_projects import project_that_installs_truenorth
from shop_door import DOOR_MODELS, SUITE

pytestmark = [pytest.mark.xdist_group("own_source"), pytest.mark.heavy]  # whole dbt runs

SOURCES = """
sources:
  - name: shop_orders
    description: Order lines of a small shop, one CSV file a day.
    config:
      meta:
        truenorth:
          location: incoming/*.csv
          delimiter: ";"
    tables:
      - name: lines
"""
CONTRACT = '''
import pandera.polars as pa
import polars as pl


class ShopOrders(pa.DataFrameModel):
    """One order line."""

    line: str = pa.Field(unique=True, str_matches=r"^L[0-9]+$")
    buyer: str = pa.Field(nullable=True)
    day: pl.Date
    city: str = pa.Field(isin=["杭州", "Paris"])
    money: pl.Float64 = pa.Field(gt=0, metadata={"reasons": {"greater_than": "not_paid"}})

    class Config:
        coerce = True
        strict = True
'''
MODELS = {
    **DOOR_MODELS,
    "models/stg_orders.sql": """
{{ config(materialized='table') }}
select
    _batch_id || '-' || cast(_row_number as {{ dbt.type_string() }}) as order_line_id,
    line as order_id,
    buyer as actor_id,
    cast(null as {{ dbt.type_string() }}) as target_id,
    cast(day as timestamp) as ordered_at,
    day as ordered_date,
    cast(1 as bigint) as quantity,
    money as unit_price,
    {{ truenorth.money('money') }} as amount,
    'EUR' as currency,
    city as country,
    false as is_cancellation,
    _is_admitted as is_admitted,
    _batch_id as batch_id
from {{ ref('adm_shop_orders__passed') }}
""",
}
MONDAY = """line;buyer;day;city;money
L1;a;2024-01-01;杭州;10
L2;b;2024-01-01;Paris;5.5
L2;b;2024-01-01;Paris;5.5
"""
TUESDAY = """line;buyer;day;city;money
L3;a;2024-01-02;Paris;7
L4;;2024-01-02;Paris;free
L5;c;2024-01-02;Rom;-1
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    files = {
        "models/admitted/_shop__sources.yml": SOURCES,
        "expectations/rows/shop_orders.py": CONTRACT,
        "expectations/batches/shop_orders.py": SUITE,
        "incoming/monday.csv": MONDAY,
        "incoming/tuesday.csv": TUESDAY,
        "incoming/wednesday.csv": "line,buyer,day,city,money\nL9,a,2024-01-03,Paris,1\n",
        **MODELS,
    }
    names = {"truenorth_sources": ["shop_orders"], "truenorth_entities": ["orders"]}
    project_that_installs_truenorth(folder, names, files)
    return folder


def test_rows_reasons_and_figures_of_an_own_source(shop: Path) -> None:
    run = truenorth(shop, "build", "--format", "json")
    assert run.returncode == 1, "one file has the wrong delimiter\n" + run.stdout + run.stderr
    summary = json.loads(run.stdout)
    assert [Path(batch["file"]).name for batch in summary["held"]] == ["wednesday.csv"]
    [source] = summary["sources"]
    reasons = {row["reason"]: row["rows"] for row in source["reasons"]}
    assert reasons == {
        "line__field_uniqueness": 2,
        "money__dtype": 1,
        "not_paid": 1,
        "city__isin": 1,
    }
    assert (source["admitted"], source["quarantined"], source["held"]) == (2, 4, 1)
    revenue = next(metric for metric in summary["metrics"] if metric["metric"] == "net_revenue")
    assert revenue["trusted_value"] == 17
    assert revenue["raw_value"] == 10 + 5.5 + 5.5 + 7 - 1

    run = truenorth(shop, "quarantine", "list", "--reason", "money__dtype", "--format", "json")
    [row] = json.loads(run.stdout)["rows"]
    run = truenorth(shop, "quarantine", "show", row["batch_id"][:8], str(row["row"]), "--format", "json")
    shown = json.loads(run.stdout)
    assert shown["money"] is None and shown["_as_received"] == {"money": "free"}


def test_a_mended_file_comes_in_and_nothing_is_doubled(shop: Path) -> None:
    mended = shop / "incoming/wednesday.csv"
    mended.write_text("line;buyer;day;city;money\nL9;a;2024-01-03;Paris;1\nL10;b;2024-01-03;Paris;2\n")
    os.utime(mended, ns=(1, 1))
    run = truenorth(shop, "build", "--format", "json")
    assert run.returncode == 0, run.stdout + run.stderr
    [source] = json.loads(run.stdout)["sources"]
    assert (source["received"], source["admitted"], source["held"]) == (8, 4, 0)
    with duckdb.connect(str(shop / "shop.duckdb"), read_only=True) as con:
        [(doubled,)] = con.execute(
            "select count(*) - count(distinct (_batch_id, _row_number)) from adm_shop_orders"
        ).fetchall()
    assert doubled == 0
