"""Does a metric at t predict the outcome at t + lag, out of time, better than last value and rival?

Each prediction is a straight line that was fitted to the pairs whose outcome was already known on its day
(expanding window). Errors are absolute; their ratio below 1 means that the metric does better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .intervals import Interval, block_interval, rounded
from .marks import Mark, below, worst

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Series = npt.NDArray[np.float64]

LEAST_TRAINING = 6  # pairs before the first prediction: a line through fewer follows their chance
SAME_ERROR = 1.0


@dataclass(frozen=True)
class Backtest:
    """What a replay says about a metric's sight.

    Attributes:
        readings: pairs of metric and later outcome.
        predictions: pairs predicted out of time.
        spearman: rank correlation of the metric with the later outcome, times the sign that is expected.
        beside_naive, beside_rival: its error over theirs; the rival is None if none is named.
        recent_spearman: the same correlation over the later half of the pairs, for the decay alarm.
    """

    readings: int
    predictions: int
    spearman: Interval
    beside_naive: Interval
    beside_rival: Interval | None
    recent_spearman: float

    @property
    def relevance(self) -> Mark:
        """Whether the association is there, in the direction that the contract says."""
        low, high = self.spearman.low, self.spearman.high
        return below(None if high is None else -high, None if low is None else -low, 0.0)

    @property
    def foresight(self) -> Mark:
        """Whether it predicts better than the last value and than its rival."""
        ratios = [one for one in (self.beside_naive, self.beside_rival) if one is not None]
        return worst([below(one.low, one.high, SAME_ERROR) for one in ratios])

    def as_json(self) -> dict[str, Any]:
        return {
            "readings": self.readings,
            "predictions": self.predictions,
            "spearman": self.spearman.as_json(),
            "error_beside_last_value": self.beside_naive.as_json(),
            "error_beside_rival": self.beside_rival.as_json() if self.beside_rival else None,
            "recent_spearman": rounded(self.recent_spearman),
        }


def backtest(
    metric: Series, outcome: Series, rival: Series | None, *, lag: int, overlap: int, sign: int = 1
) -> Backtest:
    """Judge one replayed history.

    Args:
        metric, outcome, rival: readings at equal steps, oldest first; NaN where there is none.
        lag: steps between a reading and the outcome that it predicts.
        overlap: steps over which two readings share events.
        sign: 1 if the outcome is said to rise with the metric, -1 if it falls.
    """
    import numpy as np

    now, later = metric[:-lag], outcome[lag:]
    usable = np.isfinite(now) & np.isfinite(later) & np.isfinite(outcome[:-lag])
    if rival is not None:
        usable &= np.isfinite(rival[:-lag])
    days = np.flatnonzero(usable)
    block = max(lag, overlap, 1)

    def ranked(places: npt.NDArray[np.int64]) -> float:
        return sign * rank_correlation(now[days[places]], later[days[places]])

    own = predicted(now, later, days, lag)
    days_predicted = days[np.isfinite(own[days])]
    naive_error = np.abs(later - outcome[:-lag])[days_predicted]
    own_error = np.abs(later - own)[days_predicted]

    def beside(error: Series) -> Interval:
        def ratio(places: npt.NDArray[np.int64]) -> float:
            theirs = float(error[places].sum())
            return float(own_error[places].sum()) / theirs if theirs else float("nan")

        return block_interval(ratio, len(own_error), block)

    beside_rival = None
    if rival is not None:
        beside_rival = beside(np.abs(later - predicted(rival[:-lag], later, days, lag))[days_predicted])
    half = np.arange(len(days) // 2, len(days))
    return Backtest(
        readings=len(days),
        predictions=len(days_predicted),
        spearman=block_interval(ranked, len(days), block),
        beside_naive=beside(naive_error),
        beside_rival=beside_rival,
        recent_spearman=ranked(half),
    )


def predicted(now: Series, later: Series, days: npt.NDArray[np.int64], lag: int) -> Series:
    """Predict `later` from `now`, each day from the pairs complete by then; NaN where too few were."""
    import numpy as np

    told = np.full(len(now), np.nan)
    for day in days:
        known = days[days + lag <= day]
        if len(known) < LEAST_TRAINING:
            continue
        x, y = now[known], later[known]
        spread = x - x.mean()
        slope = float(spread @ (y - y.mean()) / (spread @ spread)) if spread.any() else 0.0
        told[day] = y.mean() + slope * (now[day] - x.mean())
    return told


def rank_correlation(left: Series, right: Series) -> float:
    """Return Spearman's rank correlation, NaN where either never changes."""
    import numpy as np
    from scipy.stats import rankdata

    if len(left) < 3:
        return float("nan")
    x, y = rankdata(left), rankdata(right)
    x, y = x - x.mean(), y - y.mean()
    spread = float(np.sqrt((x @ x) * (y @ y)))
    return float(x @ y) / spread if spread else float("nan")
