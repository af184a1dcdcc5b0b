"""Attackers who follow the calendar: rank boosts before a deadline, and accounts that only hunt prizes."""

from __future__ import annotations

import numpy as np

from .accounts import Accounts, Recruits
from .acts import COMMENT, FOLLOW, LIKE, SHARE, VIEW, Acts, Recorder
from .arrays import Texts
from .calendar import HOUR, WEEK
from .campaigns import Campaign, of_kind
from .contents import Contents
from .kinds import Kind
from .plan import Plan


def rank_boosts(
    plan: Plan, accounts: Accounts, contents: Contents, recruits: Recruits, calendar: list[Campaign]
) -> list[Acts]:
    """A slice of a large pool watches and likes one video in the last hours before a ranking closes."""
    recorder = Recorder(plan, accounts, plan.stream("rank boosts"))
    rng = recorder.rng
    pool = recruits.take(plan.boosters, Kind.rank_boost)
    blocks: list[Acts] = []
    for ranking in of_kind(calendar, "ranking"):
        week = ranking.starts_at // WEEK
        rivals = contents.videos_between(week * WEEK, week * WEEK + 5 * 24 * HOUR)
        boosted = rng.choice(rivals, plan.every(4_000, 2), replace=False)
        for video in boosted.tolist():
            who = rng.choice(pool, int(len(pool) * rng.uniform(0.5, 0.75)), replace=False)
            begins = ranking.ends_at - int(rng.integers(HOUR, 3 * HOUR))
            at = begins + np.minimum(rng.exponential(600, len(who)), 3_000).astype(np.int64)
            glance = rng.gamma(2, 1.2, len(who))
            blocks.append(recorder.record(who, video, VIEW, at, Kind.rank_boost, dwell=glance))
            blocks.append(recorder.record(who, video, LIKE, at + 2, Kind.rank_boost))
    return blocks


def prize_hunts(plan: Plan, accounts: Accounts, recruits: Recruits, calendar: list[Campaign]) -> list[Acts]:
    """Accounts that do nothing but enter lotteries: like, comment, share, follow, gone."""
    recorder = Recorder(plan, accounts, plan.stream("prize hunts"))
    rng = recorder.rng
    hunters = recruits.take(plan.prize_hunters, Kind.reward_only)
    lotteries = of_kind(calendar, "lottery")
    # a hunter cannot be everywhere: each lottery meets its share of them, six lotteries a hunter
    share = min(0.85, 6 / len(lotteries))
    blocks: list[Acts] = []
    for lottery in lotteries:
        who = hunters[rng.random(len(hunters)) < share]
        window = lottery.ends_at - lottery.starts_at
        at = lottery.starts_at + (rng.random(len(who)) * (window - HOUR)).astype(np.int64)
        for wait, action in enumerate((LIKE, SHARE, FOLLOW)):
            blocks.append(recorder.record(who, lottery.target, action, at + 4 * wait, Kind.reward_only))
        wish = _wishes(rng, len(who))
        blocks.append(recorder.record(who, lottery.target, COMMENT, at + 20, Kind.reward_only, text=wish))
    return blocks


def _wishes(rng: np.random.Generator, count: int) -> Texts:
    wishes = ("求中奖", "希望抽到我", "分母来了", "已转发 求好运", "pick me", "hope to win")
    signs = ("", "🍀", "🙏", "!", "～")
    return np.array(
        [wishes[rng.integers(len(wishes))] + signs[rng.integers(len(signs))] for _ in range(count)], object
    )
