"""Definitions in a project that installs truenorth: their hashes, and what the project says anew."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pytest
from test_as_package import ORDERS, STAGING

from dbt_projects import project_that_installs_truenorth, run
from truenorth.commands.lint import lint_project
from truenorth.definitions import compiled
from truenorth.definitions.contract import load_contracts
from truenorth.definitions.meaning import meaning_hashes
from truenorth.project import find_project

pytestmark = pytest.mark.heavy  # whole dbt runs

OWN = """
with lines as (select * from {{ ref('int_orders__by_basis') }}),
sums as (
    select basis, ordered_month as period_start, country, sum(coalesce(amount, 0)) as numerator
    from lines group by basis, ordered_month, country
)
select * from sums
"""
OWN_YML = """
models:
  - name: money
    config:
      meta:
        truenorth:
          title: Money
          tier: candidate
          kind: value
          unit: currency
          purpose: analytics.reporting
          rollup: {numerator: sum(numerator), period: month, dimensions: [country]}
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with a metric of its own that is net_revenue under another name."""
    return project_that_installs_truenorth(
        tmp_path_factory.mktemp("shop"),
        {
            "truenorth_entities": ["orders"],
            "truenorth_own_metrics": ["money"],
            "truenorth_metric_contracts": {"net_revenue": {"tier": "core", "owner": "the shop"}},
        },
        {
            "seeds/orders.csv": ORDERS,
            "models/stg_orders.sql": STAGING,
            "models/money.sql": OWN,
            "models/money.yml": OWN_YML,
        },
    )


def hashes(folder: Path) -> dict[str, str]:
    project = find_project(folder)
    return meaning_hashes(project, load_contracts(project))


def test_hashes_follow_what_is_said(shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = hashes(shop)
    assert set(before) == set(load_contracts(find_project(shop))) and len(before) == 10

    def never(_: object) -> None:
        raise AssertionError("compiled again although nothing has changed")

    with monkeypatch.context() as patched:
        patched.setattr(compiled, "_compile", never)
        assert hashes(shop) == before
        moved = shutil.copytree(shop, tmp_path / "moved", symlinks=True)
        path = moved / "models" / "money.sql"
        path.write_text(path.read_text().replace("\n", "\n\n"))
        assert hashes(moved) == before
    path.write_text(path.read_text().replace("from lines", "from lines where amount > 0"))
    after = hashes(moved)
    assert {metric for metric in before if before[metric] != after[metric]} == {"money"}


def test_what_the_project_says_anew_reaches_the_figures(shop: Path) -> None:
    run(shop, "dbt", "--quiet", "compile", "--select", "metric_verdicts")
    sql = next((shop / "target" / "compiled").rglob("metric_verdicts.sql")).read_text()
    said = sql.split("'net_revenue' as metric")[1].split("union all")[0]
    assert "'core' as tier" in said
    assert load_contracts(find_project(shop))["net_revenue"].owner == "the shop"


def test_one_figure_under_two_names_is_told(shop: Path) -> None:
    report = lint_project(find_project(shop))
    told = {(finding.metric, finding.code) for finding in report.findings}
    assert ("money", "TN-M016") in told
    # one of the two is told; the SQL of the package is written differently
    assert {("money", "TN-M018"), ("net_revenue", "TN-M018")} & told


def test_metrics_that_move_as_one_are_told(shop: Path) -> None:
    run(shop, "dbt", "--quiet", "compile", "--select", "no_two_metrics_move_as_one")
    sql = next((shop / "target" / "compiled").rglob("*no_two_metrics_move_as_one*.sql")).read_text()
    noise = np.random.default_rng(5).normal(size=(3, 12)).cumsum(axis=1)
    figures = {
        "net_revenue": noise[0],
        "gross_revenue": 2 * noise[0],  # says that it derives from net_revenue
        "money": 3 - noise[0],  # and this does not, though it moves against it
        "average_order_value": noise[1],
        "active_customers": noise[1] + 0.5 * noise[2],
        "repurchase_rate_90d": np.ones(12),
        "repurchase_rate_180d": np.ones(12),
    }
    rows = [
        (metric, date(2024, 1, 1) + timedelta(31 * place), value)
        for metric, values in figures.items()
        for place, value in enumerate(map(float, values))
    ]
    with duckdb.connect(str(shop / "shop.duckdb")) as connection:
        connection.execute(
            "create or replace table metric_values (metric varchar, period_start date, period_end date,"
            " dimension varchar default 'all', basis varchar default 'trusted', value double)"
        )
        connection.executemany(
            "insert into metric_values (metric, period_start, period_end, value)"
            " values ($1, $2, $2 + 31, $3)",
            rows,
        )
        told = connection.execute(f"select code, metric, other_metric from ({sql})").fetchall()
        assert sorted(told) == [
            ("TN-M019", "gross_revenue", "money"),
            ("TN-M019", "money", "net_revenue"),
        ]
        connection.execute("delete from metric_values where period_start = date '2024-01-01'")
        assert connection.execute(sql).fetchall() == []  # ten changes are too few to tell
        connection.execute("drop table metric_values")
