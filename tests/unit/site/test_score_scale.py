"""Where a score stands beside the ring is what the judge answered; the unknown has no place."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truenorth.judge.backtest import Backtest
from truenorth.judge.experiments import Arm, Effect, Operability, effect_of
from truenorth.judge.intervals import Interval
from truenorth.judge.lifts import Stress
from truenorth.judge.marks import Mark, below
from truenorth.site.score_figures import Score
from truenorth.site.score_scale import RING, Reach, reach

NUMBERS = st.floats(-1, 1).map(lambda value: round(value, 3))
ENDS = st.tuples(NUMBERS, NUMBERS, NUMBERS).map(sorted)


def score(measure: str, interval: Interval | None, limit: float | None = None, mark: str = "") -> Score:
    value, low, high = (interval.value, interval.low, interval.high) if interval else (None, None, None)
    return Score("m", "d", measure, "", mark, value, low, high, limit, datetime(2026, 1, 1), True, "")


def answered(mark: Mark, *scores: Score) -> list[Score]:
    return [score("answer", None, mark=str(mark)), *scores]


def says(place: Reach | None) -> Mark:
    """What the picture says to somebody who looks at it."""
    if place is None:
        return Mark.UNKNOWN
    if place.low >= RING:
        return Mark.ADMITTED
    return Mark.REFUSED if place.high < RING else Mark.DOUBTFUL


@given(ENDS)
def test_a_correlation_stands_as_the_judge_says(ends: list[float]) -> None:
    low, value, high = ends
    told = Interval(value, low, high)
    judged = Backtest(40, 30, told, told, None, value)
    place = reach(answered(judged.relevance, score("spearman", told, 0.0)))
    assert says(place) == judged.relevance
    assert place is not None and place.low <= place.value <= place.high


@given(ENDS, ENDS)
def test_of_two_comparisons_the_worse_is_drawn(one: list[float], other: list[float]) -> None:
    naive, rival = (Interval(value + 1, low + 1, high + 1) for low, value, high in (one, other))
    judged = Backtest(40, 30, naive, naive, rival, 0.5)
    scores = score("error_beside_last_value", naive, 1.0), score("error_beside_rival", rival, 1.0)
    seen = says(reach(answered(judged.foresight, *scores)))
    # one may reach further in while the other is refused as a whole
    assert seen == judged.foresight or {seen, judged.foresight} == {Mark.DOUBTFUL, Mark.REFUSED}
    assert (seen is Mark.ADMITTED) == (judged.foresight is Mark.ADMITTED)


@given(ENDS, st.sampled_from([0.1, 0.3, 0.5]))
def test_brushing_counts_in_both_directions(ends: list[float], limit: float) -> None:
    low, value, high = ends
    told = Interval(value, low, high)
    judged = Stress("m", (), 3, {}, (), told, limit)
    assert says(reach(answered(judged.mark, score("elasticity", told, limit)))) == judged.mark


@given(st.lists(st.tuples(st.floats(-0.2, 0.2), st.integers(500, 50_000)), min_size=1, max_size=4))
def test_an_effect_is_outside_the_ring_if_it_can_be_told_from_none(arms: list[tuple[float, int]]) -> None:
    effects = [
        effect_of(f"e{place}", "a", Arm(people, 1.0, 1.0), Arm(people, 1.0 + change, 1.0))
        for place, (change, people) in enumerate(arms)
    ]
    judged = Operability(tuple(effects), None)
    shown = [score("effect", one.relative, one.detectable, "moved") for one in effects]
    place = reach(answered(judged.mark, *shown))
    assert place is not None and place.low <= place.value + 1e-12
    closest = min(_surprise(one) for one in effects) * len(effects)
    if abs(closest - 0.05) > 1e-6:
        assert says(place) == judged.mark


def _surprise(effect: Effect) -> float:
    return 1.0 if effect.p is None else effect.p


def test_what_nobody_split_as_planned_counts_for_nothing() -> None:
    effect = score("effect", Interval(0.5, 0.4, 0.6), 0.1, "unsound")
    assert reach(answered(Mark.DOUBTFUL, effect)) is None


@pytest.mark.parametrize("mark", Mark)
def test_no_interval_no_place(mark: Mark) -> None:
    assert reach(answered(mark, score("spearman", Interval(0.9, None, None), 0.0))) is None
    assert reach(answered(mark)) is None
    assert reach([]) is None


def test_unknown_and_stale_scores_have_no_place_whatever_was_measured() -> None:
    told = score("spearman", Interval(0.9, 0.8, 1.0), 0.0)
    assert reach(answered(Mark.ADMITTED, told)) == Reach(0.95, 0.9, 1.0)
    assert reach(answered(Mark.UNKNOWN, told)) is None
    assert reach([replace(one, stands=False) for one in answered(Mark.ADMITTED, told)]) is None


def test_a_limit_of_nothing_is_kept_only_by_nothing() -> None:
    for half, expected in ((0.0, Mark.ADMITTED), (0.01, Mark.REFUSED)):
        hidden = replace(score("hidden", None, 0.0), value=half)
        assert says(reach(answered(below(half, half, 0.0), hidden))) == expected


def test_what_has_no_limit_has_no_place() -> None:
    assert reach(answered(Mark.ADMITTED, replace(score("hidden", None, None), value=0.1))) is None
