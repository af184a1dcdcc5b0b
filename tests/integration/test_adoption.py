"""Somebody else's dbt project takes truenorth in, in ten lines of YAML, and has three changes judged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command import truenorth
from jaffle_project import ORDERS, adopt, commit, git, write_cafe

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("adoption")]  # whole dbt builds
FACTS = "models/marts/fct_orders.sql"
LOOSER = """\
  truenorth_metric_contracts:
    net_revenue: {limits: {bubble: {at_most: 0.9, origin: "reviewed: we count coupons no longer"}}}
"""


@pytest.fixture(scope="module")
def cafe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop with truenorth in it, built and published on `main`."""
    root = write_cafe(tmp_path_factory.mktemp("cafe"))
    assert adopt(root) <= 10, "lines of YAML"
    for command in ("deps", "build"):
        done = truenorth(root, command)
        assert done.returncode == 0, done.stdout + done.stderr
    commit(root, "what dbt locked")
    return root


def judged(cafe: Path, branch: str, edits: dict[str, str]) -> tuple[int, dict[str, Any]]:
    """Ask the gate about a branch on which some files have other texts."""
    git(cafe, "checkout", "-q", "-b", branch, "main")
    for path, text in edits.items():
        (cafe / path).write_text(text, encoding="utf-8")
    commit(cafe, branch)
    done = truenorth(cafe, "gate", "--base", "main", "--format", "json")
    assert done.stdout, done.stderr
    git(cafe, "checkout", "-q", "main")
    return done.returncode, json.loads(done.stdout)


def test_the_shops_own_figures_are_judged(cafe: Path) -> None:
    status = json.loads(truenorth(cafe, "status", "--format", "json").stdout)
    metrics = {one["metric"]: one for one in status["metrics"]}
    paid = sum(500 + number * 37 % 4000 for number in range(1, ORDERS + 1)) / 100
    assert metrics["gross_revenue"]["raw_value"] == pytest.approx(paid)
    assert git(cafe, "status", "--porcelain") == "", "nothing of truenorth waits to be committed"


def test_a_comment_is_safe(cafe: Path) -> None:
    text = (cafe / FACTS).read_text()
    code, report = judged(cafe, "safe", {FACTS: f"-- what was paid, one row an order\n{text}"})
    assert (code, report["verdict"]) == (0, "pass")
    assert report["definitions"] == [] and report["values"] == []


def test_another_definition_is_risky_and_says_by_how_much(cafe: Path) -> None:
    settings, facts = (cafe / "dbt_project.yml").read_text(), (cafe / FACTS).read_text()
    paid = "{{ ref('stg_payments') }}"
    edits = {
        "dbt_project.yml": settings + LOOSER,
        FACTS: facts.replace(paid, f"{paid} where payment_method <> 'coupon'"),
    }
    code, report = judged(cafe, "risky", edits)
    assert {one["metric"]: one["risk"] for one in report["definitions"]}["net_revenue"] == "risky"
    assert {"net_revenue", "gross_revenue"} <= {one["metric"] for one in report["values"]}
    assert code == 0, "for people to look at: nobody voted on what this metric means"


def test_orders_that_come_twice_keep_the_change_out(cafe: Path) -> None:
    orders = (cafe / "seeds/raw_orders.csv").read_text()
    payments = (cafe / "seeds/raw_payments.csv").read_text()
    again = "".join(line + "\n" for line in orders.splitlines()[-30:])
    refunds = "".join(f"{number + 1000},{number},credit_card,-90000\n" for number in range(1, 61))
    code, report = judged(
        cafe,
        "polluting",
        {"seeds/raw_orders.csv": orders + again, "seeds/raw_payments.csv": payments + refunds},
    )
    assert (code, report["verdict"]) == (1, "fail")
    assert any("unique" in one["subject"] and one["grade"] == "fail" for one in report["findings"])
