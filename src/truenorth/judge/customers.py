"""Does buying again within some days tell what a customer is worth later? Asked of customers, not of months.

A repurchase rate has one figure a month, and a shop of a year has few of them. Its customers are many: those
who came back within the window are held beside those who did not. Predictions are made from the earlier half
of the customers, by their first day, and tried on the later half. The rival is a line over what was spent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import EvaluationError
from .backtest import SAME_ERROR
from .intervals import CONFIDENCE, Interval
from .marks import Mark, below

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb
    import numpy as np
    import numpy.typing as npt

    Series = npt.NDArray[np.float64]

LEAST_CUSTOMERS = 100  # in each half; below it one large buyer decides
RESAMPLES = 1_000


@dataclass(frozen=True)
class CustomerSight:
    """What coming back says of later value.

    Attributes:
        customers: observed for window and horizon.
        came_back: share of them that bought again within the window.
        spearman: rank correlation of coming back (0 or 1) with later value.
        worth: later value of one who came back over that of one who did not.
        beside_mean: squared error on later customers over that of one mean for all; below 1 is better.
        beside_spending: the same over that of a line over what was spent within the window.
    """

    customers: int
    came_back: float
    spearman: Interval
    worth: Interval
    beside_mean: Interval
    beside_spending: Interval

    @property
    def mark(self) -> Mark:
        """Whether it says more than the mean, and and more than the money that was already spent."""
        if below(self.beside_mean.low, self.beside_mean.high, SAME_ERROR) is not Mark.ADMITTED:
            return below(self.beside_mean.low, self.beside_mean.high, SAME_ERROR)
        beside = below(self.beside_spending.low, self.beside_spending.high, SAME_ERROR)
        return Mark.ADMITTED if beside is Mark.ADMITTED else Mark.DOUBTFUL

    def as_json(self) -> dict[str, Any]:
        return {
            "customers": self.customers,
            "came_back": float(f"{self.came_back:.6g}"),
            "spearman": self.spearman.as_json(),
            "worth": self.worth.as_json(),
            "error_beside_mean": self.beside_mean.as_json(),
            "error_beside_spending": self.beside_spending.as_json(),
            "mark": str(self.mark),
        }


def customer_sight(
    con: duckdb.DuckDBPyConnection, purchases: str, *, window_days: int, later_days: int, seed: int = 7
) -> CustomerSight:
    """Measure it.

    Args:
        purchases: relation or query in parentheses with `customer`, `day` and `amount`, a row per purchase.
        window_days: days 1 to this after the first purchase day count as coming back.
        later_days: value is counted in as many days after the window.
    Raises: EvaluationError TN-J030 if too few customers are observed that long.
    """
    import numpy as np
    from scipy.stats import rankdata

    rows = con.execute(
        f"with days as (select customer, day, sum(amount)::double as amount from {purchases}"
        "   where customer is not null and day is not null and amount is not null group by customer, day),"
        " firsts as (select customer, min(day) as first_day from days group by customer),"
        " ends as (select max(day) as last_day from days)"
        " select first_day,"
        f"  max((day > first_day and day <= first_day + {window_days})::int) as back,"
        f"  sum(amount) filter (day <= first_day + {window_days}) as spent,"
        f"  coalesce(sum(amount) filter (day > first_day + {window_days}"
        f"    and day <= first_day + {window_days + later_days}), 0) as later"
        " from days join firsts using (customer) cross join ends"
        f" where first_day + {window_days + later_days} <= last_day"
        " group by customer, first_day order by first_day, customer"
    ).fetchnumpy()
    back, spent, later = (np.asarray(rows[name], np.float64) for name in ("back", "spent", "later"))
    half = len(back) // 2
    if half < LEAST_CUSTOMERS or len(set(back[:half])) < 2 or len(set(back[half:])) < 2:
        raise EvaluationError(
            "TN-J030",
            f"{len(back)} customers are observed for {window_days + later_days} days; each half needs"
            f" {LEAST_CUSTOMERS}, of both kinds",
            mend="bring a longer history, or give a shorter --later-days",
        )
    draws = np.random.default_rng(seed)

    def interval(score: Callable[[npt.NDArray[np.int64]], float], count: int) -> Interval:
        told = [score(draws.integers(0, count, count)) for _ in range(RESAMPLES)]
        low, high = np.nanquantile(told, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
        return Interval(score(np.arange(count)), float(low), float(high))

    def worth(places: npt.NDArray[np.int64]) -> float:
        came, value = back[places] > 0, later[places]
        return (
            float(value[came].mean() / value[~came].mean()) if came.any() and value[~came].any() else np.nan
        )

    error = (_line(back, later, half) - later)[half:] ** 2
    of_mean = (later[:half].mean() - later)[half:] ** 2
    of_spending = (_line(spent, later, half) - later)[half:] ** 2
    tried = len(back) - half
    ranks = np.array([rankdata(back), rankdata(later)])  # of all: ranking each draw anew takes a minute
    return CustomerSight(
        customers=len(back),
        came_back=float(back.mean()),
        spearman=interval(lambda places: _correlation(*ranks[:, places]), len(back)),
        worth=interval(worth, len(back)),
        beside_mean=interval(lambda places: float(error[places].sum() / of_mean[places].sum()), tried),
        beside_spending=interval(
            lambda places: float(error[places].sum() / of_spending[places].sum()), tried
        ),
    )


def _correlation(left: Series, right: Series) -> float:
    import numpy as np

    x, y = left - left.mean(), right - right.mean()
    spread = float(np.sqrt((x @ x) * (y @ y)))
    return float(x @ y) / spread if spread else float("nan")


def _line(told: Series, later: Series, half: int) -> Series:
    """Predict all from a straight line through the earlier half; over 0 and 1 it is the mean of each kind."""
    import numpy as np

    x, y = told[:half], later[:half]
    spread = x - x.mean()
    slope = float(spread @ (y - y.mean()) / (spread @ spread)) if spread.any() else 0.0
    return np.asarray(y.mean() + slope * (told - x.mean()))
