"""A small shop whose orders come through the door, with a signal and a metric in office."""

from __future__ import annotations

from pathlib import Path

import yaml

from brushing_shop import BUSY, HONEST, SIGNAL, SIGNAL_YML
from dbt_projects import project_that_installs_truenorth
from shop_door import DOOR_MODELS, SUITE

BRUSHED = BUSY[:7]  # more of them, and the audit of brushing holds the whole batch
HEAD = "line,buyer,day,money,country\n"
SOURCES = """
sources:
  - name: shop_orders
    description: Order lines, one CSV file a half year.
    config: {meta: {truenorth: {location: "incoming/*.csv", trust: third_party}}}
    tables: [{name: lines, description: One row per order line.}]
"""
CONTRACT = """
import pandera.polars as pa
import polars as pl


class ShopOrders(pa.DataFrameModel):
    line: str = pa.Field(unique=True)
    buyer: str
    day: pl.Date
    money: pl.Float64 = pa.Field(gt=0)
    country: str

    class Config:
        coerce = True
"""
STAGING = """
{{ config(materialized='table') }}
select
    line as order_line_id,
    line as order_id,
    buyer as actor_id,
    cast(day as timestamp) as ordered_at,
    {{ truenorth.money('money') }} as amount,
    country,
    _is_admitted as is_admitted,
    _batch_id as batch_id
from {{ ref('adm_shop_orders__passed') }}
"""


def lines(rows: list[tuple[str, str, str, float]]) -> str:
    """Return a delivery of order lines (line, buyer, day, money)."""
    return HEAD + "".join(f"{line},{buyer},{day},{money},France\n" for line, buyer, day, money in rows)


def make_gate_shop(folder: Path) -> Path:
    """Write the shop, with one delivery; nothing is built yet."""
    variables: dict[str, object] = {
        "truenorth_sources": ["shop_orders"],
        "truenorth_entities": ["orders"],
        "truenorth_signals": {},
        "truenorth_own_signals": ["busy_days"],
        "truenorth_thresholds": {"sig_busy_days": {"least": 3}},
        "truenorth_metric_contracts": {"net_revenue": {"tier": "core"}},
    }
    project_that_installs_truenorth(
        folder,
        variables,
        {
            **DOOR_MODELS,
            "models/admitted/_shop__sources.yml": SOURCES,
            "models/stg_orders.sql": STAGING,
            "models/sig_busy_days.sql": SIGNAL,
            "models/sig_busy_days.yml": SIGNAL_YML,
            "expectations/rows/shop_orders.py": CONTRACT,
            "expectations/batches/shop_orders.py": SUITE,
            "incoming/2024-1.csv": lines([*HONEST, *BRUSHED]),
        },
    )
    settings = yaml.safe_load((folder / "dbt_project.yml").read_text())
    settings["unit_tests"] = {"truenorth": {"+enabled": False}}  # the package proves its models itself
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(settings))
    return folder
