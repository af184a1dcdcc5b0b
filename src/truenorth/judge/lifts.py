"""What a stress test found: how far each share of brushing lifts a metric, and the slope over them (B9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .intervals import Interval, mean_interval
from .marks import Mark, below

BASES = ("raw", "trusted")


@dataclass(frozen=True)
class Lift:
    """What brushing of one share did to a metric.

    Attributes:
        share: rows added, of those that were there.
        by_seed: relative change of the figure on each basis, seed by seed, with no batch held.
        held: share of the honest trusted numerator that held batches take along, seed by seed.
    """

    share: float
    by_seed: dict[str, tuple[float, ...]]
    held: tuple[float, ...]

    def interval(self, basis: str) -> Interval:
        return mean_interval(self.by_seed[basis])

    def as_json(self) -> dict[str, Any]:
        lifts = {f"lift_{basis}": self.interval(basis).as_json() for basis in BASES}
        return {"share": self.share, **lifts, "honest_held": mean_interval(self.held).as_json()}


def elasticity_of(lifts: Sequence[Lift], basis: str) -> Interval:
    """Return the slope of lift over share through the origin, with its interval over the seeds."""
    weight = sum(lift.share**2 for lift in lifts)
    by_seed = zip(*(lift.by_seed[basis] for lift in lifts), strict=True)
    shares = [lift.share for lift in lifts]
    slopes = [
        sum(share * value for share, value in zip(shares, values, strict=True)) / weight for values in by_seed
    ]
    return mean_interval(slopes)


@dataclass(frozen=True)
class Stress:
    """A stress test of one metric.

    Attributes:
        entities: where brushing was written; it may be more than the metric reads.
        baseline: mean figure of a period without brushing, by basis.
        elasticity: percent that the trusted figure moves for each percent of brushing: the slope of lift over
            share through the origin, seed by seed.
        limit: highest elasticity that the contract allows; None if it names none.
    """

    metric: str
    entities: tuple[str, ...]
    seeds: int
    baseline: dict[str, float]
    lifts: tuple[Lift, ...]
    elasticity: Interval
    limit: float | None

    @property
    def mark(self) -> Mark:
        """Whether the elasticity keeps the limit; a metric that falls under brushing is moved as well."""
        low, high = self.elasticity.low, self.elasticity.high
        if low is None or high is None:
            return Mark.UNKNOWN
        nearest = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
        return below(nearest, max(abs(low), abs(high)), self.limit)

    def as_json(self) -> dict[str, Any]:
        return {
            "attacked": list(self.entities),
            "seeds": self.seeds,
            "limit": self.limit,
            "mark": str(self.mark),
            "baseline": self.baseline,
            "elasticity": self.elasticity.as_json(),
            "lifts": [lift.as_json() for lift in self.lifts],
        }
