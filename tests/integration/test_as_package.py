"""Another project installs truenorth and brings orders of its own, or none."""

from pathlib import Path

import duckdb
import pytest

from dbt_projects import project_that_installs_truenorth, run

# a buys on days 0, 90 and 181; b on days 0 and 91; c only cancels; the rejected line is d's
ORDERS = """line,order_no,buyer,day,money,country,cancelled,good
1,A1,a,2024-01-01,10.00,France,false,true
2,A1,a,2024-01-01,2.50,France,false,true
3,A2,a,2024-03-31,5.00,France,false,true
4,A3,a,2024-06-30,5.00,France,false,true
5,B1,b,2024-01-15,20.00,Spain,false,true
6,B2,b,2024-04-15,20.00,Spain,false,true
7,BC2,b,2024-04-16,-20.00,Spain,true,true
8,CC1,c,2024-01-20,-7.00,Spain,true,true
9,D1,d,2024-02-01,99.00,France,false,false
10,E1,,2024-12-31,1.00,France,false,true
"""
STAGING = """
select
    cast(line as {{ dbt.type_string() }}) as order_line_id,
    order_no as order_id,
    buyer as actor_id,
    cast(null as {{ dbt.type_string() }}) as target_id,
    cast(day as timestamp) as ordered_at,
    cast(day as date) as ordered_date,
    cast(1 as bigint) as quantity,
    cast(money as double) as unit_price,
    {{ truenorth.money('money') }} as amount,
    'EUR' as currency,
    country,
    cancelled as is_cancellation,
    good as is_admitted,
    'hand' as batch_id
from {{ ref('orders') }}
"""
OWN_METRIC = """
select basis, ordered_month as period_start, country, count(*) as numerator
from {{ ref('int_orders__by_basis') }}
group by basis, ordered_month, country
"""
OWN_METRIC_YML = """
models:
  - name: order_lines
    description: One row per basis, month and country.
    config:
      meta:
        truenorth:
          title: {en: Order lines, zh: 订单行}
          tier: candidate
          kind: vanity
          unit: count
          rollup: {numerator: sum(numerator), period: month, dimensions: [country]}
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_that_installs_truenorth(
        tmp_path_factory.mktemp("shop"),
        {
            "truenorth_entities": ["orders"],
            "truenorth_own_metrics": ["order_lines"],
        },
        {
            "seeds/orders.csv": ORDERS,
            "models/stg_orders.sql": STAGING,
            "models/order_lines.sql": OWN_METRIC,
            "models/order_lines.yml": OWN_METRIC_YML,
        },
    )


def test_figures_come_from_the_projects_own_orders(shop: Path) -> None:
    run(shop, "dbt", "build")
    with duckdb.connect(str(shop / "shop.duckdb"), read_only=True) as connection:
        totals = connection.execute(
            "select metric, basis, numerator, denominator from metric_values"
            " where dimension = 'all' and period_start is null"
        ).fetchall()
        lines_in_france, seen_by_readers = (
            connection.execute(
                f"select numerator from {table} where metric = 'order_lines'"
                " and basis = 'trusted' and member = 'France' and period_start = date '2024-01-01'"
            ).fetchone()
            for table in ("metric_figures", "metric_values")
        )
        bubbles = dict(connection.execute("select metric, bubble from metric_verdicts").fetchall())
    assert {(metric, basis): (part, whole) for metric, basis, part, whole in totals} == {
        # b's cancelling day 92 is a purchase day on the raw basis; d's only line is not admitted
        ("repurchase_rate_90d", "raw"): (1, 4),
        ("repurchase_rate_90d", "trusted"): (1, 2),
        ("repurchase_rate_180d", "raw"): (2, 4),
        ("repurchase_rate_180d", "trusted"): (2, 2),
        ("retention_3_6m", "raw"): (1, 4),
        ("retention_3_6m", "trusted"): (1, 2),
        # a in months 2 and 5, b in month 3, of 11 months for each customer of January (10 for d, of February)
        ("monthly_cohort_retention", "raw"): (3, 3 * 11 + 10),
        ("monthly_cohort_retention", "trusted"): (3, 2 * 11),
        ("net_revenue", "raw"): (135.5, 1),
        ("net_revenue", "trusted"): (36.5, 1),
        ("gross_revenue", "raw"): (162.5, 1),
        ("gross_revenue", "trusted"): (63.5, 1),
        ("average_order_value", "raw"): (135.5, 9),
        ("average_order_value", "trusted"): (36.5, 6),
        ("active_customers", "raw"): (4, 1),
        ("active_customers", "trusted"): (2, 1),
        # a's day 181 is outside; b's cancellation is money taken back on both bases
        ("clv", "raw"): (17.5 + 20 - 7 + 99, 4),
        ("clv", "trusted"): (17.5 + 20, 2),
        ("order_lines", "raw"): (10, 1),
        ("order_lines", "trusted"): (9, 1),
    }
    assert lines_in_france == (2,)
    assert seen_by_readers == (None,), "of two lines at most two persons can be told"
    assert bubbles["active_customers"] == 1.0


def test_a_project_without_orders_is_told_so_in_one_line(tmp_path: Path) -> None:
    folder = project_that_installs_truenorth(tmp_path, {}, {"models/mine.sql": "select 1 as one"})
    output = run(folder, "dbt", "build", "--select", "mine")
    said = [line for line in output.splitlines() if "truenorth: no entity orders" in line]
    assert len(said) == 1
    assert "net_revenue" in said[0]
    assert "stg_orders" in said[0]
