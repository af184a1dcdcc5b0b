"""How often something is due again. Realises D14."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import get_args

from ..definitions.fields import Cadence

CADENCES: tuple[Cadence, ...] = get_args(Cadence)
MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}


def next_due(last: date, cadence: Cadence) -> date:
    """Return the day on which the next turn is due; the last day of a month stays one where it must."""
    if cadence == "biweekly":
        return last + timedelta(days=14)
    year, month = divmod(last.year * 12 + last.month - 1 + MONTHS[cadence], 12)
    return date(year, month + 1, min(last.day, monthrange(year, month + 1)[1]))
