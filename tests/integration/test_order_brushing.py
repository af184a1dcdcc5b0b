"""Brushed orders among honest crowds that look like them, in a project that brings orders alone."""

import duckdb
import pandas as pd
import pytest
from order_world import World

from dbt_projects import project_that_installs_truenorth, run

pytestmark = pytest.mark.heavy  # whole dbt runs

STAGING = """
select
    order_id as order_line_id,
    order_id,
    buyer as actor_id,
    seller as seller_id,
    cast('2024-03-01' as timestamp) + to_seconds(second) as ordered_at,
    cast('2024-03-01' as timestamp) + to_seconds(second + delay) as confirmed_at,
    cast(amount as decimal(28, 4)) as amount,
    is_refunded,
    address as address_id,
    device as device_id
from read_parquet('{{ var("orders") }}')
"""


@pytest.fixture(scope="module", params=[1, 2], ids=lambda seed: f"seed {seed}")
def shares(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Orders and found orders of each kind."""
    folder = tmp_path_factory.mktemp("orders")
    orders = pd.DataFrame([vars(order) for order in World(request.param).orders()])
    orders.insert(0, "order_id", [f"order {number}" for number in range(len(orders))])
    orders = orders.astype({"buyer": str, "seller": str})
    orders.to_parquet(folder / "orders.parquet")
    project = project_that_installs_truenorth(
        folder / "project",
        {"truenorth_entities": ["orders"], "orders": str(folder / "orders.parquet")},
        {"models/stg_orders.sql": STAGING},
    )
    run(project, "dbt", "run", "--select", "+sig_brushed_orders")
    with duckdb.connect(str(project / "shop.duckdb"), read_only=True) as connection:
        found = connection.execute("select subject_id from sig_brushed_orders").df()
    orders["found"] = orders["order_id"].isin(found["subject_id"])
    return orders.groupby("kind")["found"].agg(["size", "sum", "mean"])


@pytest.mark.parametrize(
    ("kind", "recall"),
    [
        ("quick", 0.97),
        ("after_one_day", 0.97),
        ("wide_amounts", 0.97),
        ("patient", 0.97),
        ("many sellers", 0.97),
        ("rented", 0.7),
    ],
)
def test_brushing_is_found(shares: pd.DataFrame, kind: str, recall: float) -> None:
    assert shares.loc[kind, "mean"] >= recall, shares.to_string()


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        # one order in twelve is brushed here, and honest haste is spread as theirs is
        ("honest", 0.003),
        ("honest flash sale", 0),
        ("honest pick-up", 0),
        ("honest vouchers", 0),
        ("honest dormitory", 0),
        ("honest kiosk", 0.02),
        # whoever always confirms at once stands in some brushed window sooner or later
        ("honest habit", 0.1),
    ],
)
def test_honest_crowds_stay(shares: pd.DataFrame, kind: str, most: float) -> None:
    assert shares.loc[kind, "mean"] <= most, shares.to_string()
