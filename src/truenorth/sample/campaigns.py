"""The campaign calendar: what explains an honest peak, and the deadlines that attackers wait for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Ints
from .calendar import DAY, HOUR, MINUTE, WEEK, WEEKS
from .contents import Contents
from .plan import Plan

PLATFORM_WIDE = -1


@dataclass(frozen=True)
class Campaign:
    """One entry of the calendar; times are seconds since the start, `target` a position or -1."""

    kind: str
    starts_at: int
    ends_at: int
    target: int = PLATFORM_WIDE
    shop: int = -1


def make_campaigns(plan: Plan, contents: Contents) -> list[Campaign]:
    """Draw the calendar of 26 weeks, in the order of time."""
    rng = plan.stream("campaigns")
    calendar: list[Campaign] = []
    for week in range(3, WEEKS, 4):  # a ranking of the week's videos closes on Sunday evening
        calendar.append(Campaign("ranking", week * WEEK, week * WEEK + 6 * DAY + 20 * HOUR))
    for kind, accounts, least, days in (
        ("launch", 1_500, 2, 3),
        ("giveaway", 2_000, 2, 3),
        ("lottery", 400, 5, 4),
    ):
        for _ in range(plan.every(accounts, least)):
            week = int(rng.integers(1, WEEKS - 1))
            target = _video_of(rng, contents, week)
            opens = int(contents.published[target]) + 5 * MINUTE
            calendar.append(Campaign(kind, opens, opens + days * DAY, target))
    for _ in range(plan.every(1_000, 2)):
        page = int(rng.integers(contents.products))
        opens = int(rng.integers(1, WEEKS - 1)) * WEEK + int(rng.integers(0, 7)) * DAY + 20 * HOUR
        calendar.append(Campaign("flash_sale", opens, opens + HOUR, page, int(contents.shop[page])))
    for _ in range(plan.every(400, 5)):
        week = int(rng.integers(1, WEEKS - 1))
        sent = (week + 1) * WEEK + int(rng.integers(8, 21)) * HOUR  # what was published the week before
        for target in rng.choice(_videos_of(contents, week), 5, replace=False):
            calendar.append(Campaign("push", sent, sent + 2 * HOUR, int(target)))
    return sorted(calendar, key=lambda entry: (entry.starts_at, entry.kind, entry.target))


def of_kind(calendar: list[Campaign], kind: str) -> list[Campaign]:
    """The entries of one kind, in the order of time."""
    return [entry for entry in calendar if entry.kind == kind]


def _videos_of(contents: Contents, week: int) -> Ints:
    return contents.videos_between(week * WEEK, (week + 1) * WEEK)


def _video_of(rng: np.random.Generator, contents: Contents, week: int) -> int:
    return int(rng.choice(_videos_of(contents, week)))
