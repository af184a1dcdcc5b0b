"""An admission stands only while its definition, batches, date and seal do."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from truenorth.errors import ConfigurationError, EvaluationError
from truenorth.judge.admission import Admission
from truenorth.judge.backtest import Backtest
from truenorth.judge.blindspot import BlindSpot
from truenorth.judge.experiments import Arm, Operability, effect_of
from truenorth.judge.intervals import Interval
from truenorth.judge.lifts import Lift, Stress, elasticity_of
from truenorth.judge.marks import Mark, below, worst
from truenorth.judge.records import load_record, load_records, record
from truenorth.judge.standing import Standing, standing
from truenorth.project import Project

NOW = datetime(2026, 1, 10, 12)
BATCH = "0" * 15 + "1e5" + "f" * 46


def admission(spearman: float = 0.8, definition: str = "sha256:d") -> Admission:
    lifts = (Lift(0.1, {"raw": (0.3, 0.31), "trusted": (0.001, 0.002)}, (0.0, 0.0)),)
    good = Interval(0.5, 0.3, 0.7)
    moved = effect_of("e", "b", Arm(9_000, 1.0, 0.1), Arm(9_000, 2.0, 0.1))
    return Admission(
        metric="m",
        measured_at=NOW,
        definition=definition,
        batches=(BATCH[:16],),
        backtest=Backtest(40, 30, Interval(spearman, 0.6, 0.9), good, good, spearman),
        operability=Operability((moved,), 0.02),
        stress=Stress(
            "m", ("orders",), 2, {"raw": 1.0, "trusted": 1.0}, lifts, elasticity_of(lifts, "trusted"), 0.25
        ),
        blind_spot=BlindSpot("m", 0.05, 20, 1.0, {"values": Interval(-0.05, -0.06, -0.04)}, 0.05),
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(root=tmp_path, name="small")


def stands(project: Project, **changes: object) -> Standing:
    now = changes.get("now", NOW)
    batches = changes.get("batches", [BATCH])
    assert isinstance(now, datetime) and isinstance(batches, list)
    return standing(
        load_records(project).get("m"),
        now=now,
        cadence="quarterly",
        definition=lambda: str(changes.get("definition", "sha256:d")),
        batches=batches,
    )


def test_what_was_measured_well_is_admitted(project: Project) -> None:
    record(project, admission())
    assert stands(project).verdict is Mark.ADMITTED


def test_without_a_record_it_is_unknown(project: Project) -> None:
    assert stands(project) == Standing(Mark.UNKNOWN, "no admission has been measured for this metric")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"definition": "sha256:other"}, "definition"),
        ({"batches": ["9" * 64]}, "batches"),
        ({"now": NOW + timedelta(days=93)}, "quarterly"),
    ],
)
def test_a_stale_admission_is_unknown(project: Project, changes: dict[str, object], why: str) -> None:
    record(project, admission())
    told = stands(project, **changes)
    assert told.verdict is Mark.UNKNOWN and "stale" in told.reason and why in told.reason


def test_new_batches_beside_the_old_leave_it_standing(project: Project) -> None:
    record(project, admission())
    assert stands(project, batches=[BATCH, "9" * 64]).verdict is Mark.ADMITTED


def test_a_definition_that_cannot_be_read_is_unknown(project: Project) -> None:
    record(project, admission())

    def broken() -> str:
        raise EvaluationError("TN-M005", "it cannot be read")

    told = standing(
        load_records(project)["m"], now=NOW, cadence="quarterly", definition=broken, batches=[BATCH]
    )
    assert told == Standing(Mark.UNKNOWN, "TN-M005 it cannot be read")


def test_a_figure_that_is_typed_in_counts_for_nothing(project: Project) -> None:
    path = record(project, admission())
    path.write_text(path.read_text().replace("0.001", "0.0001", 1).replace("verdict: ", "verdict: ", 1))
    path.write_text(path.read_text().replace('"orders"', '"clicks"', 1))
    told = stands(project)
    assert told.verdict is Mark.UNKNOWN and told.reason.startswith("TN-J020")


def test_a_file_moved_to_another_metric_counts_for_nothing(project: Project) -> None:
    path = record(project, admission())
    path.rename(path.with_name("other.yml"))
    assert isinstance(load_records(project)["other"], ConfigurationError)


def test_what_is_written_is_read_again(project: Project) -> None:
    told = load_record(record(project, admission()))
    assert (told.verdict, told.batches, told.measured_at) == (Mark.ADMITTED, (BATCH[:16],), NOW)
    assert told.measured["backtest"]["spearman"] == {"value": 0.8, "low": 0.6, "high": 0.9}


def test_decay_is_told_against_the_first_score(project: Project) -> None:
    record(project, admission(0.8))
    record(project, admission(0.41))
    assert stands(project).verdict is Mark.ADMITTED
    record(project, admission(0.39))
    told = stands(project)
    assert told.verdict is Mark.DOUBTFUL and "decayed" in told.reason


def test_a_new_definition_begins_its_own_record(project: Project) -> None:
    record(project, admission(0.8, "sha256:old"))
    record(project, admission(0.3))
    assert stands(project).verdict is Mark.ADMITTED


def test_unknown_is_never_admitted() -> None:
    assert worst([Mark.ADMITTED, Mark.UNKNOWN, Mark.DOUBTFUL]) is Mark.UNKNOWN
    assert worst([Mark.UNKNOWN, Mark.REFUSED]) is Mark.REFUSED
    assert worst([]) is Mark.UNKNOWN
    assert below(0.1, 0.2, None) is Mark.UNKNOWN
    assert [below(0.1, 0.2, limit) for limit in (0.05, 0.15, 0.2)] == [
        Mark.REFUSED,
        Mark.DOUBTFUL,
        Mark.ADMITTED,
    ]


def test_the_elasticity_is_the_slope_through_the_origin() -> None:
    lifts = [Lift(share, {"trusted": (0.5 * share, 0.7 * share)}, (0.0, 0.0)) for share in (0.01, 0.1, 0.2)]
    assert elasticity_of(lifts, "trusted").value == pytest.approx(0.6)
