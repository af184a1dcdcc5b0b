"""Calendar periods in ISO 8601: `P2Y`, `P18M`, `P90D`, `P1Y6M`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

PERIOD = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
MONTHS_A_YEAR = 12
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Period:
    """A calendar period.

    Attributes:
        text: as it was written.
        months: whole months; a year is twelve.
        days: days beside them; a week is seven.
    """

    text: str
    months: int
    days: int

    def before(self, day: date) -> date:
        """Return the day that lies this period before `day`; a month that is too short gives its last day."""
        month = day.year * MONTHS_A_YEAR + day.month - 1 - self.months
        year, number = divmod(month, MONTHS_A_YEAR)
        if year < 1:
            return date.min
        first = date(year, number + 1, 1)
        following = date(year + number // 11, (number + 1) % MONTHS_A_YEAR + 1, 1)
        last = (following - timedelta(days=1)).day
        return first.replace(day=min(day.day, last)) - timedelta(days=self.days)


def parse_period(text: object) -> Period | None:
    """Read an ISO 8601 period of years, months, weeks and days; None if it is not one, or is empty."""
    match = PERIOD.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    period = Period(match[0], years * MONTHS_A_YEAR + months, weeks * DAYS_A_WEEK + days)
    return period if period.months or period.days else None
