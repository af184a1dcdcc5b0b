"""The generic test `slice_gap` (E8), run by dbt on made-up values: whom it names, and when it is silent."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dbt_projects import project_that_installs_truenorth

# metric, month or the whole history, dimension, member, basis, denominator, value
VALUES = (
    ("rate", None, "all", "all", "trusted", 500, 0.50),
    ("rate", None, "country", "alike", "trusted", 200, 0.55),
    ("rate", None, "country", "worse", "trusted", 200, 0.30),
    ("rate", None, "country", "better", "trusted", 100, 0.70),
    ("rate", None, "country", "few", "trusted", 99, 0.01),
    ("rate", None, "country", "withheld", "trusted", None, None),
    ("rate", None, "kind", "other dimension", "trusted", 200, 0.01),
    ("rate", None, "country", "other basis", "raw", 200, 0.01),
    ("other", None, "all", "all", "trusted", 500, 0.01),
    ("other", None, "country", "other metric", "trusted", 500, 0.90),
    # each month is held against its own total
    ("rate", "2024-01-01", "all", "all", "trusted", 300, 0.20),
    ("rate", "2024-01-01", "country", "like its month", "trusted", 300, 0.21),
    ("rate", "2024-01-01", "country", "like the whole", "trusted", 300, 0.50),
    ("rate", "2024-02-01", "country", "without a total", "trusted", 300, 0.90),
)
LIMITS = """
models:
  - name: shares
    data_tests:
      - truenorth.slice_gap:
          name: told
          arguments: {metric: rate, dimension: country, at_most: 0.2, smallest: 100}
      - truenorth.slice_gap:
          name: wide
          arguments: {metric: rate, dimension: country, at_most: 2, smallest: 100}
      - truenorth.slice_gap:
          name: on_raw
          arguments: {metric: rate, dimension: country, at_most: 0.2, smallest: 100, basis: raw}
"""


def literal(value: object) -> str:
    return "null" if value is None else repr(value)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What dbt prints of the three tests."""
    names = ("metric", "period_start", "dimension", "member", "basis", "denominator", "value")
    rows = ",\n".join(f"({', '.join(map(literal, row))})" for row in VALUES)
    project = project_that_installs_truenorth(
        tmp_path_factory.mktemp("slices") / "shop",
        {},
        {
            "models/shares.sql": f"select * replace (cast(period_start as date) as period_start)\n"
            f"from (values {rows}) as told ({', '.join(names)})",
            "models/shares.yml": LIMITS,
        },
    )
    program = Path(sys.executable).with_name("dbt")
    run = subprocess.run(
        [program, "build", "--select", "shares"], cwd=project, capture_output=True, text=True
    )
    return run.stdout


def test_members_too_far_from_their_own_total_are_named_and_no_others(said: str) -> None:
    found = re.findall(r"TN-L050 rate: (.+) is (\S+) % from the whole", said)
    assert sorted(found) == [("better", "40.0"), ("like the whole", "150.0"), ("worse", "-40.0")]
    assert re.search(r"FAIL 3 told", said)


def test_within_the_reviewed_limit_it_is_silent(said: str) -> None:
    assert re.search(r"PASS wide", said)


def test_a_basis_without_a_total_has_nothing_to_be_held_against(said: str) -> None:
    assert re.search(r"PASS on_raw", said)
