"""The check inside dbt: a shop that declares its columns passes, and turns red when one is used otherwise."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dbt_projects import project_that_installs_truenorth, run

SOURCES = """
sources:
  - name: till
    config:
      meta:
        external_location: "read_csv('{name}.csv', header = true, all_varchar = true)"
    tables:
      - name: sales
"""
STAGED = """
select
    number as order_line_id,
    number as order_id,
    buyer as actor_id,
    cast(sold_at as timestamp) as ordered_at,
    cast(money as decimal(28, 4)) as amount
from {{ source('till', 'sales') }}
"""
FIELD = "          - {name: %s, data_categories: [user.behavior.purchase_history]}\n"
SCOPE = """
dataset:
  - fides_key: till
    data_uses: [analytics, essential.fraud_detection]
    truenorth:
      retention: {period: P90Y, from: sold_at, reference: policy 1}
    collections:
      - name: sales
        fields:
""" + "".join(FIELD % name for name in ("number", "buyer", "sold_at", "money"))
SALES = "number,buyer,sold_at,money\n1,u1,2024-01-02,10\n2,u2,2024-01-03,20\n3,u1,2024-03-04,5\n"
FILES = {
    "sales.csv": SALES,
    "models/staging/_till__sources.yml": SOURCES,
    "models/staging/stg_orders.sql": STAGED,
    "expectations/scope/till.yml": SCOPE,
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with orders alone, built."""
    folder = tmp_path_factory.mktemp("scope") / "shop"
    project = project_that_installs_truenorth(folder, {"truenorth_entities": ["orders"]}, FILES)
    run(
        project,
        "dbt",
        "--quiet",
        "build",
        "--select",
        "+metric_scope",
        "--indirect-selection",
        "buildable",
        "--exclude",
        "resource_type:unit_test",
    )
    return project


def verdict(shop: Path) -> str:
    """What dbt prints of the scope check, made anew."""
    program = Path(sys.executable).with_name("dbt")
    command = [
        str(program),
        "build",
        "--select",
        "compliance_scope",
        "metric_scope",
        "columns_are_used_as_declared",
    ]
    return subprocess.run(command, cwd=shop, capture_output=True, text=True).stdout


def test_declared_columns_pass(shop: Path) -> None:
    said = verdict(shop)
    assert "PASS columns_are_used_as_declared" in said
    assert "TN-L0" not in said


def test_planted_violations_turn_it_red_and_name_the_way(shop: Path) -> None:
    buyer = "name: buyer, data_categories: [user.behavior.purchase_history]"
    planted = SCOPE.replace(FIELD % "money", "")
    planted = planted.replace(buyer, "name: buyer, data_categories: [user.biometric.face]")
    planted = planted.replace("name: number,", "name: number, data_uses: [marketing],")
    path = shop / "expectations" / "scope" / "till.yml"
    path.write_text(planted, encoding="utf-8")
    said = verdict(shop)
    assert "FAIL" in said
    way = "stg_orders > canonical_orders > int_orders__by_basis > net_revenue"
    for code, column in (("TN-L010", "money"), ("TN-L011", "number"), ("TN-L012", "buyer")):
        named = [line for line in said.splitlines() if f"{code} net_revenue: " in line]
        assert any(f"till.sales.{column} > {way}" in line for line in named), code
