"""Candidates fall at the first dimension that does not admit them; who is left is proposed, not voted in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from truenorth.commands.funnel_report import FunnelReport, scores
from truenorth.errors import ExitCode
from truenorth.judge.admission import DIMENSIONS, Admission
from truenorth.judge.backtest import Backtest
from truenorth.judge.blindspot import BlindSpot
from truenorth.judge.experiments import Effect, Operability
from truenorth.judge.funnel import Candidate, Funnel
from truenorth.judge.intervals import Interval
from truenorth.judge.lifts import Lift, Stress, elasticity_of

NEAR, AROUND_ONE = Interval(0.4, 0.3, 0.5), Interval(0.9, 0.5, 1.4)
FIRM, LOOSE = Interval(0.8, 0.6, 0.9), Interval(0.3, -0.2, 0.7)


def admission(metric: str, *, falls_at: str | None = None, error: Interval = NEAR) -> Admission:
    """A metric that is admitted in every dimension before `falls_at`, and doubtful in it."""
    lifts = (Lift(0.1, {"raw": (0.1, 0.11), "trusted": (0.001, 0.002)}, (0.0, 0.0)),)
    moved = Effect("x1", "made-up arm", Interval(0.2, 0.1, 0.3), 0.5, 0.001, 0.05)
    return Admission(
        metric=metric,
        measured_at=datetime(2026, 1, 1),
        definition="sha256:00",
        batches=(),
        backtest=Backtest(
            22,
            13,
            LOOSE if falls_at == "relevance" else FIRM,
            AROUND_ONE if falls_at == "long_term" else error,
            None,
            0.8,
        ),
        operability=Operability(() if falls_at == "operability" else (moved,), 0.1),
        stress=Stress(
            metric,
            ("interactions",),
            2,
            {"raw": 1.0, "trusted": 1.0},
            lifts,
            elasticity_of(lifts, "trusted"),
            0.001 if falls_at == "resistance" else 0.25,
        ),
        blind_spot=BlindSpot(metric, 0.05, 20, 1.0, {"values": Interval(0.0, -0.01, 0.01)}, 0.05),
    )


def candidate(metric: str, *, is_vanity: bool = False, **about: Any) -> Candidate:
    return Candidate(admission(metric, **about), is_vanity)


def funnel_of(*candidates: Candidate, seats: int | None = 3) -> Funnel:
    return Funnel(candidates, seats, 7, 90.0)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_a_candidate_falls_at_the_first_dimension_that_does_not_admit_it(dimension: str) -> None:
    assert candidate("m", falls_at=dimension).fell_at == dimension
    assert candidate("m").fell_at is None


def test_what_was_not_measured_falls_too() -> None:
    one = Candidate(Admission("m", datetime(2026, 1, 1), "sha256:00", (), None, None, None, None), False)
    assert one.fell_at == "relevance"
    assert set(scores(one.admission).values()) == {""}


def test_every_dimension_leaves_no_more_than_the_one_before() -> None:
    fallen = [candidate(f"m{place}", falls_at=name) for place, name in enumerate(DIMENSIONS)]
    left = funnel_of(*fallen, candidate("last")).left_after
    assert left == {"relevance": 4, "operability": 3, "resistance": 2, "long_term": 1}


def test_the_charter_has_only_so_many_seats_and_the_best_sight_comes_first() -> None:
    far = [candidate(name, error=Interval(value, 0.1, 0.95)) for name, value in (("b", 0.5), ("a", 0.2))]
    best = candidate("c", error=Interval(0.1, 0.05, 0.2))
    told = funnel_of(*far, best, seats=2)
    assert [one.metric for one in told.remaining] == ["c", "a", "b"]
    assert [one.metric for one in told.proposed] == ["c", "a"]
    assert len(funnel_of(*far, best, seats=None).proposed) == 3


def test_a_vanity_metric_is_measured_and_never_proposed() -> None:
    told = funnel_of(candidate("likes", is_vanity=True), candidate("minutes"))
    assert {one.metric for one in told.remaining} == {"likes", "minutes"}
    assert [one.metric for one in told.proposed] == ["minutes"]


def test_the_report_tells_where_each_fell_and_leaves_the_vote_to_people() -> None:
    told = FunnelReport(funnel_of(candidate("minutes"), candidate("users", falls_at="long_term")), [])
    text = told.as_text()
    line = next(line for line in text.splitlines() if line.startswith("users"))
    assert line.endswith("long term") and "? 0.90 (0.50 to 1.40)" in line
    assert (
        "2 candidates, 2 after relevance, 2 after operability, 2 after resistance, 1 after long term." in text
    )
    assert "truenorth committee propose minutes --by MEMBER --why REASON" in text
    assert told.as_json()["candidates"][1]["fell_at"] == "long_term"
    assert told.exit_code is ExitCode.PASS


def test_nothing_left_is_a_failure_and_nothing_measured_is_unknown() -> None:
    fallen = FunnelReport(funnel_of(candidate("m", falls_at="relevance")), [])
    assert fallen.exit_code is ExitCode.GATE_FAILED
    assert "Nothing is left to propose." in fallen.as_text()
    blank = Candidate(Admission("m", datetime(2026, 1, 1), "sha256:00", (), None, None, None, None), False)
    assert FunnelReport(funnel_of(blank), []).exit_code is ExitCode.COULD_NOT_EVALUATE
