"""Dates and periods as people say them; no locale is asked, so every machine writes the same."""

from __future__ import annotations

from datetime import date, timedelta

from .words import Words

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def describe_month(month: date) -> Words:
    """Name the month alone, short: `Mar` and `3月`."""
    return Words(MONTHS[month.month - 1][:3], f"{month.month}月")


def describe_period(start: date, end: date | None) -> Words:
    """Name a period whose `end` is exclusive: `March 2011`, `2011`, `2011-03-07 to 2011-03-13`."""
    if end is not None and start.day == 1 and end == _months_later(start, 1):
        return Words(f"{MONTHS[start.month - 1]} {start.year}", f"{start.year}年{start.month}月")
    if end is not None and (start.month, start.day) == (1, 1) and end == _months_later(start, 12):
        return Words(str(start.year), f"{start.year}年")
    if end is None or end - start <= timedelta(days=1):
        return Words(start.isoformat(), start.isoformat())
    last = end - timedelta(days=1)
    return Words(f"{start} to {last}", f"{start}至{last}")


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
