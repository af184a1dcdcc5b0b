"""`slices_hide_small_groups` on the real orders: silent as built, loud where few persons would show."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

PROOF = "slices_hide_small_groups"
# a withheld slice of one metric, with its figures
REASON = """
from truenorth.int_metrics__withheld as withheld
where
    withheld.reason = '{reason}' and withheld.metric = 'repurchase_rate_90d'
    and shown.metric = withheld.metric and shown.basis = withheld.basis
    and shown.dimension = withheld.dimension and shown.member = withheld.member
    and shown.period_start is not distinct from withheld.period_start
"""
SHOW = "update truenorth.metric_values as shown set numerator = 1, denominator = 2, value = 0.5"


def verdict(project: Path) -> str:
    """What dbt prints of the proof on what lies in the work database."""
    program = Path(sys.executable).with_name("dbt")
    run = subprocess.run([program, "test", "--select", PROOF], cwd=project, capture_output=True, text=True)
    return run.stdout


def plant(project: Path, sql: str) -> None:
    with duckdb.connect(str(project / "work.duckdb")) as connection:
        connection.execute(sql)


def test_what_was_built_shows_nobody(own_built_project: Path) -> None:
    said = verdict(own_built_project)
    assert f"PASS {PROOF}" in said
    assert "TN-L051" not in said


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("few persons", "a slice of few persons is shown"),
        ("would tell another", "the total tells what is withheld"),
    ],
)
def test_a_slice_that_comes_back_is_told(own_built_project: Path, reason: str, told: str) -> None:
    plant(own_built_project, SHOW + REASON.format(reason=reason))
    said = verdict(own_built_project)
    assert f"PASS {PROOF}" not in said
    found = [line for line in said.splitlines() if "TN-L051 repurchase_rate_90d: " in line]
    assert any(told in line for line in found)
