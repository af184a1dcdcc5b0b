"""Measured health of a metric: how much it moves from one period to the next. Realises D5, second step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import duckdb

LEAST_PERIODS = 6  # whole ones: with five changes even the widest interval of a bootstrap says little
RESAMPLES = 2_000
LEVEL = 0.90
SEED = 7


@dataclass(frozen=True)
class Estimate:
    """A figure with the interval that resampling gives it.

    Attributes:
        low, high: limits of a 90 % interval.
        count: what was resampled: changes from period to period.
    """

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Health:
    """One metric on the trusted basis.

    Attributes:
        periods: whole periods that have a figure.
        volatility: typical change from period to period, as a share of the earlier; None: too few.
        limit: above it, calibration warns.
    """

    metric: str
    periods: int
    volatility: Estimate | None
    limit: float

    @property
    def state(self) -> Literal["calm", "volatile", "unknown"]:
        if self.volatility is None:
            return "unknown"
        return "volatile" if self.volatility.value > self.limit else "calm"


def whole_periods(con: duckdb.DuckDBPyConnection, metric_values: str) -> dict[str, list[tuple[str, float]]]:
    """Return (first day, figure) by metric of the trusted basis, in order of time, over all members.

    The first and the last period of a metric are left out: data begin and end within them.

    Args:
        metric_values: quoted name of the relation.
    """
    rows = con.execute(
        f"""
        with

        periods as (

            select
                metric,
                period_start,
                value,
                period_start in (
                    min(period_start) over (partition by metric),
                    max(period_start) over (partition by metric)
                ) as is_partial
            from {metric_values}
            where basis = 'trusted' and dimension = 'all' and period_start is not null

        )

        select metric, period_start, value
        from periods
        where value is not null and not is_partial
        order by metric, period_start
        """
    ).fetchall()
    found: dict[str, list[tuple[str, float]]] = {}
    for metric, start, value in rows:
        found.setdefault(metric, []).append((start.isoformat(), float(value)))
    return found


def volatility(figures: Sequence[float]) -> Estimate | None:
    """Return the mean absolute change from a figure to the next, as a share of the earlier.

    The interval is a percentile bootstrap over the changes; a figure of 0 has no share and is passed over.
    Source: B. Efron and R. Tibshirani, An introduction to the bootstrap, 1993, chapter 13.
    """
    import numpy as np

    changes = changes_of(figures)
    if len(changes) < LEAST_PERIODS - 1:
        return None
    sizes = np.abs(np.array(changes))
    drawn = np.random.default_rng(SEED).integers(0, len(sizes), size=(RESAMPLES, len(sizes)))
    return _estimate(float(sizes.mean()), sizes[drawn].mean(axis=1), len(sizes))


def comovement(one: Sequence[tuple[str, float]], other: Sequence[tuple[str, float]]) -> Estimate | None:
    """Return Spearman's rank correlation between the changes of two metrics over their common periods.

    None: fewer common periods than say anything, or one of them never moves.
    """
    import numpy as np

    others = dict(other)
    pairs = [(value, others[day]) for day, value in one if day in others]
    if any(not left or not right for left, right in pairs) or len(pairs) < LEAST_PERIODS:
        return None
    left, right = (np.array(changes_of([pair[side] for pair in pairs])) for side in (0, 1))
    if len(set(left)) < 2 or len(set(right)) < 2:
        return None
    generator = np.random.default_rng(SEED)
    drawn = generator.integers(0, len(left), size=(RESAMPLES, len(left)))
    resampled = [
        _rank_correlation(left[places], right[places])
        for places in drawn
        if len(set(left[places])) > 1 and len(set(right[places])) > 1
    ]
    return _estimate(_rank_correlation(left, right), np.array(resampled), len(left))


def changes_of(figures: Sequence[float]) -> list[float]:
    """Return each later figure over the one before it, less one; after a 0 there is none."""
    return [later / earlier - 1 for earlier, later in pairwise(figures) if earlier]


def _rank_correlation(one: Any, other: Any) -> float:
    import numpy as np

    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _ranks(values: Any) -> Any:
    """Ranks; those who tie share the mean of theirs."""
    import numpy as np

    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (counts.cumsum() - (counts - 1) / 2)[places]


def _estimate(value: float, resampled: Any, count: int) -> Estimate:
    import numpy as np

    low, high = np.quantile(resampled, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(value, float(low), float(high), count)
