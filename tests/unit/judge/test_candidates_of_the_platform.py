"""docs/metrics.md tells of 27 candidates: one more is put up on purpose, or the platform says why not."""

from __future__ import annotations

from dbt_projects import ROOT
from truenorth.definitions.contract import load_contracts
from truenorth.project import find_project


def test_the_platform_puts_up_twenty_seven_and_names_the_others() -> None:
    contracts = load_contracts(find_project(ROOT / "examples/platform"))
    left_out = {metric for metric, one in contracts.items() if one.tier == "retired"}
    assert left_out == {"clv", "churn_after_push"}
    assert len(contracts) - len(left_out) == 27
