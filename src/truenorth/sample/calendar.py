"""The 26 weeks of the sample, and the hours at which people are awake.

Times are whole seconds since the start; what happened before it is negative.
"""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import numpy.typing as npt

from .arrays import Floats, Ints

START = datetime(2025, 3, 3)  # a Monday; the 26 weeks then end with a month
MINUTE = 60
HOUR = 3_600
DAY = 24 * HOUR
WEEK = 7 * DAY
WEEKS = 26
SPAN = WEEKS * WEEK
MONTHS = [date(2025, month, 1) for month in range(3, 10)]  # the last one only ends August

# visits by hour of the day: a quiet night, a peak after dinner
DAILY_RHYTHM = np.array([3, 2, 1, 1, 1, 1, 2, 4, 6, 6, 6, 7, 9, 8, 6, 6, 6, 7, 8, 10, 12, 13, 11, 6], float)


def time_of_day(rng: np.random.Generator, count: int) -> Ints:
    """Seconds after midnight, by the rhythm of people who are awake."""
    hours = rng.choice(24, count, p=DAILY_RHYTHM / DAILY_RHYTHM.sum())
    return np.asarray(hours * HOUR + rng.integers(0, HOUR, count), np.int64)


def timestamps(seconds: Ints | Floats) -> npt.NDArray[np.datetime64]:
    """Seconds since the start as microsecond timestamps; NaN becomes no time."""
    numbers = np.asarray(seconds, float)
    known = np.isfinite(numbers)
    whole = np.where(known, numbers, 0).astype(np.int64)
    moments = np.datetime64(START, "us") + (whole * 1_000_000).astype("timedelta64[us]")
    return np.where(known, moments, np.datetime64("NaT", "us"))


def month_of(seconds: Ints) -> Ints:
    """Index of the calendar month, 0 for March; times outside the span count to the nearest month."""
    edges = [int((datetime(m.year, m.month, 1) - START).total_seconds()) for m in MONTHS[1:-1]]
    return np.asarray(np.searchsorted(edges, seconds, side="right"), np.int64)


def week_file(week: int) -> str:
    """ISO name of a week, such as `2025-W10`."""
    day = np.datetime64(START, "D") + np.timedelta64(7 * week, "D")
    year, number, _ = day.astype(date).isocalendar()
    return f"{year}-W{number:02d}"
