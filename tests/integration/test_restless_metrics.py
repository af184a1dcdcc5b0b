"""The generic tests over time (D5, B11, D10), run by dbt on made-up values: whom they name, when not."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from dbt_projects import project_that_installs_truenorth
from truenorth.committee.health import volatility

START = date(2025, 1, 6)
# by metric, one figure a week; the first and the last week are partial
FIGURES: dict[str, list[float | None]] = {
    "wild": [1, 100, 150, 90, 160, 100, 170, 1],
    "calm": [1, 100, 104, 99, 101, 103, 100, 1],
    "allowed": [1, 100, 150, 90, 160, 100, 170, 1],
    "withheld": [1, 100, None, 150, 90, 160, 1],  # four changes
    "retired_one": [1, 100, 150, 90, 160, 100, 170, 1],
    "views": [1, 100, 400, 410, 420, 430, 440, 9_999],
    "flat": [1, 100, 108, 110, 112, 115, 118, 1],
    "followed": [1, 50, 190, 195, 200, 210, 215, 1],
    "from_nothing": [1, 0, 400, 410, 420, 430, 440, 1],
}
LIMITS = {"allowed": "limits: {volatility: {at_most: 0.9, origin: made up}}"}
TESTS = """
models:
  - name: figures
    data_tests:
      - truenorth.metric_volatility:
          name: restless
          arguments: {at_most: 0.2, changes_min: 5}
      - truenorth.vanity_value_divergence:
          name: leaps
          arguments: {vanity: views, value: flat, max_ratio: 3.7}
      - truenorth.vanity_value_divergence:
          name: value_follows
          arguments: {vanity: views, value: followed, max_ratio: 3.7}
      - truenorth.vanity_value_divergence:
          name: nothing_before
          arguments: {vanity: from_nothing, value: flat, max_ratio: 3.7}
      - truenorth.vanity_value_divergence:
          name: not_there
          arguments: {vanity: views, value: nobody_has_it, max_ratio: 3.7}
  - name: admissions
    data_tests:
      - truenorth.predictive_decay:
          name: blind
  - name: admissions_that_hold
    data_tests:
      - truenorth.predictive_decay:
          name: sees
"""
ADMISSIONS = (
    "select '{metric}' as metric, 0.8 as sight_at_first, {now} as sight_now, {decayed} as has_decayed"
)


def contract(metric: str) -> str:
    tier = "retired" if metric.startswith("retired") else "candidate"
    return f"""
  - name: {metric}
    config:
      meta:
        truenorth:
          title: {metric}
          tier: {tier}
          kind: value
          unit: count
          rollup: {{numerator: sum(numerator), period: week}}
          {LIMITS.get(metric, "")}
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What dbt prints of the tests."""
    rows = ",\n".join(
        f"('{metric}', date '{START + timedelta(weeks=week)}', 'all', 'all', '{basis}',"
        f" {'null' if value is None else value * (1 if basis == 'trusted' else week + 1)})"
        for metric, values in FIGURES.items()
        for week, value in enumerate(values)
        for basis in ("raw", "trusted")
    )
    columns = "metric, period_start, dimension, member, basis, value"
    project = project_that_installs_truenorth(
        tmp_path_factory.mktemp("restless") / "shop",
        {"truenorth_own_metrics": list(FIGURES)},
        {
            "models/figures.sql": f"select * from (values {rows}) as told ({columns})",
            "models/admissions.sql": ADMISSIONS.format(metric="creators", now=0.3, decayed="true"),
            "models/admissions_that_hold.sql": ADMISSIONS.format(metric="fans", now=0.7, decayed="false"),
            **{f"models/{metric}.sql": "select 1 as numerator" for metric in FIGURES},
            "models/tests.yml": TESTS + "".join(map(contract, FIGURES)),
        },
    )
    program = Path(sys.executable).with_name("dbt")
    run = subprocess.run(
        [program, "build", "--select", "figures", "admissions", "admissions_that_hold"],
        cwd=project,
        capture_output=True,
        text=True,
    )
    return run.stdout


def test_who_moves_by_more_than_its_limit_is_named_as_the_calibration_measures_it(said: str) -> None:
    found = dict(re.findall(r"TN-M030 (\S+): moves by (\S+) %", said))
    measured = {metric: volatility([value for value in values[1:-1] if value is not None])
                for metric, values in FIGURES.items()}  # fmt: skip
    restless = {metric for metric, one in measured.items() if one is not None and one.value > 0.2}
    assert set(found) == restless - {"allowed", "retired_one"} >= {"wild"}
    for metric, percent in found.items():
        one = measured[metric]
        assert one is not None and float(percent) == pytest.approx(100 * one.value, abs=0.06)
    assert re.search(r"WARN \d+ restless", said)


def test_a_leap_of_attention_alone_is_named_and_its_week(said: str) -> None:
    leaps = re.findall(r"TN-M031 (.+)", said)
    assert len(leaps) == 1
    assert "views: in the period from 2025-01-20" in leaps[0] and "4.0 times the one before" in leaps[0]
    assert re.search(r"WARN 1 leaps", said)


@pytest.mark.parametrize("silent", ["value_follows", "nothing_before", "not_there", "sees"])
def test_silent_where_there_is_nothing_to_say(said: str, silent: str) -> None:
    assert re.search(rf"PASS {silent}\b", said)


def test_lost_sight_is_named(said: str) -> None:
    assert re.search(r"TN-J022 creators: rank correlation 0.3\d*, at its first judgement 0.8", said)
    assert "TN-J022 fans" not in said and re.search(r"WARN 1 blind", said)
