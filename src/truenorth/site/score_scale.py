"""Where a measured score lies between the middle and the edge of the radar.

Every dimension has its own unit, so each is placed by its own limit: on the ring RING. What lies outside the
ring with its whole interval keeps the limit, what crosses it is doubtful, what lies inside breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from .score_figures import ANSWER, UNKNOWN, Score

RING = 0.5
SURPRISE = 0.05  # as the judge asks it of all experiments together


@dataclass(frozen=True)
class Reach:
    """A score and its interval from 0 (the middle) to 1 (the edge)."""

    value: float
    low: float
    high: float


def reach(scores: Sequence[Score]) -> Reach | None:
    """Place the scores of one metric in one dimension; several are one by the worst of them, which decides.

    Returns: None where the answer is unknown, is no longer believed, or rests on no interval: such a score
        has no place, not even the middle.
    """
    answer = next((one for one in scores if one.measure == ANSWER), None)
    if answer is None or not answer.stands or answer.mark == UNKNOWN:
        return None
    effects = [one for one in scores if one.measure == "effect" and one.mark != "unsound" and one.is_known]
    placed = [PLACES[one.measure](one) for one in scores if one.measure in PLACES]
    found = [one for one in placed if one is not None]
    if effects:
        found.append(max((_effect(one, len(effects)) for one in effects), key=lambda one: one.low))
    return min(found, key=lambda one: one.low, default=None)


def _correlation(score: Score) -> Reach | None:
    return _ends(score, lambda value: (value + 1) / 2)


def _error(score: Score) -> Reach | None:
    """An error over another: none at all is the edge, the same is the ring, twice as much is the middle."""
    return _ends(score, lambda ratio: 1 - ratio * RING)


def _elasticity(score: Score) -> Reach | None:
    """Up or down, brushing that moves the figure is the same fault."""
    value, low, high, limit = score.value, score.low, score.high, score.limit
    if value is None or low is None or high is None or limit is None:
        return None
    nearest = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
    return Reach(
        _within(abs(value), limit), _within(max(abs(low), abs(high)), limit), _within(nearest, limit)
    )


def _hidden(score: Score) -> Reach | None:
    """Half of a range is an interval already, and has none of its own."""
    if score.value is None or score.limit is None:
        return None
    place = _within(score.value, score.limit)
    return Reach(place, place, place)


def _within(size: float, limit: float) -> float:
    if limit == 0:
        return RING if size == 0 else 0.0
    return _clipped(1 - RING * size / limit)


def _effect(score: Score, chances: int) -> Reach:
    """An effect beside none, which is the ring; the smallest that its experiment could find lies halfway out.

    Many experiments are many chances, so the interval is widened for all of them (Bonferroni).
    """
    value, low, high = score.value or 0.0, score.low or 0.0, score.high or 0.0
    wider = NormalDist().inv_cdf(1 - SURPRISE / chances / 2) / NormalDist().inv_cdf(1 - SURPRISE / 2)
    sign = -1.0 if value < 0 else 1.0
    low, high = (value + (end - value) * wider for end in (low, high))
    scale = score.limit or max(abs(low), abs(high)) or 1.0

    def place(effect: float) -> float:
        return RING + RING * effect * sign / (abs(effect) + scale)

    low, high = sorted((place(low), place(high)))
    return Reach(place(value), low, high)


def _ends(score: Score, place: Callable[[float], float]) -> Reach | None:
    if score.value is None or score.low is None or score.high is None:
        return None
    low, high = sorted((_clipped(place(score.low)), _clipped(place(score.high))))
    return Reach(_clipped(place(score.value)), low, high)


def _clipped(place: float) -> float:
    return min(max(place, 0.0), 1.0)


PLACES: dict[str, Callable[[Score], Reach | None]] = {
    "spearman": _correlation,
    "error_beside_last_value": _error,
    "error_beside_rival": _error,
    "elasticity": _elasticity,
    "hidden": _hidden,
}
