"""What of an admission a release holds: every figure with its interval and limit, and whether it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from truenorth.judge.admission import Admission
from truenorth.judge.backtest import Backtest
from truenorth.judge.blindspot import BlindSpot
from truenorth.judge.experiments import Arm, Operability, effect_of
from truenorth.judge.intervals import Interval
from truenorth.judge.lifts import Stress
from truenorth.judge.records import load_record, record
from truenorth.judge.score_rows import score_rows
from truenorth.judge.standing import reason_of
from truenorth.project import Project, find_project

TOLD = Interval(0.6, 0.4, 0.8)
ADMISSION = Admission(
    metric="loyal",
    measured_at=datetime(2026, 1, 2, 3, 4),
    definition="sha256:" + "a" * 64,
    batches=("b1",),
    backtest=Backtest(40, 30, TOLD, TOLD, None, 0.5),
    operability=Operability((effect_of("e1", "shown", Arm(900, 1.0, 1.0), Arm(900, 1.3, 1.0)),), 0.02),
    stress=Stress("loyal", ("orders",), 3, {}, (), Interval(0.1, 0.05, 0.15), 0.3),
    blind_spot=BlindSpot("loyal", 0.05, 20, 5.0, {"accounts": Interval(-0.05, -0.07, -0.03)}, 0.1),
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "dbt_project.yml").write_text("name: shop\n")
    return find_project(tmp_path)


def rows_of(project: Project, admission: Admission, reason: str | None = None) -> list[dict[str, Any]]:
    told = load_record(record(project, admission))
    reasons = {"loyal": reason_of(told) if reason is None else reason}
    found: list[dict[str, Any]] = score_rows(reasons, project_dir=project.root).to_pylist()
    return found


def test_every_figure_is_there_with_its_interval_and_its_limit(project: Project) -> None:
    rows = {(row["dimension"], row["measure"], row["subject"]): row for row in rows_of(project, ADMISSION)}
    ends = {key: (row["value"], row["low"], row["high"], row["limit_value"]) for key, row in rows.items()}
    assert ends["relevance", "spearman", ""] == (0.6, 0.4, 0.8, 0.0)
    assert ends["long_term", "error_beside_last_value", ""] == (0.6, 0.4, 0.8, 1.0)
    assert ends["resistance", "elasticity", ""] == (0.1, 0.05, 0.15, 0.3)
    assert ends["resistance", "hidden", "accounts"] == (0.02, None, None, 0.1)
    assert ends["operability", "detectable", ""] == (0.02, None, None, None)
    effect = rows["operability", "effect", "e1 / shown"]
    assert effect["mark"] == "moved" and effect["low"] < 0.3 < effect["high"]
    answers = {key[0]: row["mark"] for key, row in rows.items() if key[1] == "answer"}
    assert answers == dict.fromkeys(("relevance", "operability", "resistance", "long_term"), "admitted")
    assert len(rows) == 10 and all(row["stands"] for row in rows.values())


def test_what_was_not_measured_has_no_figure_and_says_why(project: Project) -> None:
    half = replace(ADMISSION, backtest=None, missing={"backtest": "TN-J003 too short"})
    rows = rows_of(project, half)
    assert not [row for row in rows if row["measure"] in ("spearman", "error_beside_last_value")]
    told = {row["dimension"]: (row["mark"], row["reason"]) for row in rows if row["measure"] == "answer"}
    assert told["relevance"] == told["long_term"] == ("unknown", "TN-J003 too short")
    assert told["resistance"] == ("admitted", None)


def test_a_record_that_the_build_does_not_believe_does_not_stand(project: Project) -> None:
    rows = rows_of(project, ADMISSION, "its admission is stale: the definition has changed since")
    assert rows and not any(row["stands"] for row in rows)


def test_a_record_that_was_typed_in_is_no_score(project: Project) -> None:
    path = record(project, ADMISSION)
    path.write_text(path.read_text().replace("0.6", "0.9", 1))
    assert score_rows({}, project_dir=project.root).num_rows == 0


def test_a_project_without_admissions_has_no_scores(project: Project) -> None:
    assert score_rows({}, project_dir=project.root).num_rows == 0
