"""A small project with a signal of its own, to try verdicts and appeals on: too many orders on one day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from dbt_projects import project_that_installs_truenorth, run

ORDERS_HEAD = "line,buyer,day,money,country\n"
HONEST = [
    (f"h{number}", f"honest{number % 4}", f"2024-0{1 + number % 6}-10", 10 + number) for number in range(24)
]
BUSY = [(f"x{number}", "x", "2024-03-05", 50) for number in range(7)]
BUSY += [(f"y{number}", "y", "2024-04-05", 70) for number in range(4)]

STAGING = """
select
    line as order_line_id,
    line as order_id,
    buyer as actor_id,
    cast(day as timestamp) as ordered_at,
    {{ truenorth.money('money') }} as amount,
    country
from {{ ref('orders') }}
"""
SIGNAL = """
with

busy as (

    select
        *,
        count(*) over (partition by actor_id, ordered_date) as orders_that_day
    from {{ ref('canonical_orders') }}
    where ordered_at >= {{ truenorth.detection_from() }}

)

select
    'busy_days' as signal,
    'order' as subject_type,
    order_id as subject_id,
    {{ truenorth.case_id('busy_days', 'actor_id') }} as case_id,
    actor_id,
    ordered_at as occurred_at,
    ordered_at as window_start,
    ordered_at as window_end,
    cast(orders_that_day as double) as observed,
    cast(1 as double) as expected,
    cast(0.001 as double) as p_value,
    cast(null as bigint) as partners,
    cast(null as double) as purity,
    cast(null as double) as exclusivity,
    cast(orders_that_day as double) as score
from busy
where orders_that_day between {{ truenorth.threshold('least') }} and {{ truenorth.threshold('most') }}
"""
SIGNAL_YML = """
models:
  - name: sig_busy_days
    description: One row per order of a customer who orders too often on one day.
    config:
      meta:
        truenorth:
          signal:
            code: TN-X001
            title: {en: Busy days, zh: 繁忙日}
            family: orders
            grade: decides
            subject: order
            question: {en: Who orders so often on one day?, zh: 谁在一天内下这么多单？}
            null_model: a customer orders once a day
            thresholds:
              - {name: least, value: 3, origin: made up for a test}
              - {name: most, value: 1000, origin: made up for a test}
"""
DETECTION_AND_METRICS = ("+metric_values", "+findings_summary", "+detection_runs", "+brushing_verdicts")


def orders_csv(rows: list[tuple[str, str, str, int]]) -> str:
    """Return the seed of order lines (line, buyer, day, money)."""
    return ORDERS_HEAD + "".join(
        f"{line},{buyer},{day},{money}.00,France\n" for line, buyer, day, money in rows
    )


def make_shop(folder: Path, thresholds: dict[str, int] | None = None) -> Path:
    """Write the project; `thresholds` override those of its signal. Nothing is built yet."""
    variables: dict[str, object] = {
        "truenorth_entities": ["orders"],
        "truenorth_signals": {},  # the signals of truenorth have tests of their own
        "truenorth_own_signals": ["busy_days"],
        "truenorth_thresholds": {"sig_busy_days": thresholds or {}},
    }
    return project_that_installs_truenorth(
        folder,
        variables,
        {
            "seeds/orders.csv": orders_csv(HONEST + BUSY),
            "models/stg_orders.sql": STAGING,
            "models/sig_busy_days.sql": SIGNAL,
            "models/sig_busy_days.yml": SIGNAL_YML,
        },
    )


def build_shop(shop: Path, *arguments: str) -> str:
    """Build metrics and verdicts, without tests unless `arguments` say so; returns what dbt printed."""
    if "--exclude-resource-type" not in arguments:
        arguments = ("--exclude-resource-types", "test", "--exclude-resource-types", "unit_test", *arguments)
    return run(shop, "dbt", "build", "--select", *DETECTION_AND_METRICS, *arguments)


def rows(shop: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query on the work database of the shop, in order."""
    with duckdb.connect(str(shop / "shop.duckdb"), read_only=True) as connection:
        return sorted(connection.execute(query).fetchall(), key=repr)
