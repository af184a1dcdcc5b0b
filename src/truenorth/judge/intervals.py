"""A number with the range in which it may lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

CONFIDENCE = 0.95
RESAMPLES = 1_000
LEAST_BLOCKS = 3  # fewer independent stretches than this say nothing about the spread between them


@dataclass(frozen=True)
class Interval:
    """A measured value with its two-sided 95 % interval; both ends are None where there is none."""

    value: float
    low: float | None
    high: float | None

    @property
    def is_known(self) -> bool:
        return self.low is not None and self.high is not None

    def as_json(self) -> dict[str, Any]:
        return {name: rounded(getattr(self, name)) for name in ("value", "low", "high")}

    def in_words(self, style: str = ".2f") -> str:
        if self.low is None or self.high is None:
            return f"{self.value:{style}} (no interval)"
        return f"{self.value:{style}} ({self.low:{style}} to {self.high:{style}})"


def rounded(value: float | None) -> float | None:
    """Return six digits of a number, None where there is none: NaN is no JSON."""
    return None if value is None or not isfinite(value) else float(f"{value:.6g}")


def mean_interval(values: Sequence[float]) -> Interval:
    """Return the mean of independent repeats with Student's t interval; one repeat has none."""
    import numpy as np
    from scipy.stats import t

    mean = float(np.mean(values))
    if len(values) < 2:
        return Interval(mean, None, None)
    half = float(t.ppf(0.5 + CONFIDENCE / 2, len(values) - 1) * np.std(values, ddof=1) / len(values) ** 0.5)
    return Interval(mean, mean - half, mean + half)


def spread_interval(values: Sequence[float]) -> Interval:
    """Return the median of repeats and the range that holds 95 % of them."""
    import numpy as np

    low, middle, high = np.quantile(values, [(1 - CONFIDENCE) / 2, 0.5, (1 + CONFIDENCE) / 2])
    return Interval(float(middle), float(low), float(high))


def block_interval(
    score: Callable[[npt.NDArray[np.int64]], float], count: int, block: int, *, seed: int = 7
) -> Interval:
    """Return a score of a time series with a moving-block bootstrap interval.

    Args:
        score: takes places in the series, 0 to `count` - 1, and may return NaN where they say nothing.
        block: readings that hang together: those of one lag and one period overlap.
    Source: H. R. Kuensch, Annals of Statistics 17 (1989), 1217-1241.
    """
    import numpy as np

    whole = score(np.arange(count))
    if count < LEAST_BLOCKS * block or not isfinite(whole):
        return Interval(whole, None, None)
    rng = np.random.default_rng(seed)
    blocks = -(-count // block)
    starts = rng.integers(0, count - block + 1, (RESAMPLES, blocks))
    drawn = (starts[:, :, None] + np.arange(block)).reshape(RESAMPLES, -1)[:, :count]
    scores = np.array([score(places) for places in drawn])
    scores = scores[np.isfinite(scores)]
    if len(scores) < RESAMPLES / 2:
        return Interval(whole, None, None)
    low, high = np.quantile(scores, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return Interval(whole, float(low), float(high))
