"""Channels and the clicks that they are paid for: watered ones, and honest ones that merely convert badly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .accounts import Accounts
from .arrays import Bools, Floats, Ints
from .calendar import DAY, SPAN, WEEKS, time_of_day
from .plan import Plan

ACCOUNT_UNKNOWN = -1


@dataclass(frozen=True)
class Channel:
    """One way in; all names are made up. `bots` is the share of its clicks that no human made."""

    name: str
    is_paid: bool
    weight: float
    kind: str = "background"
    bots: float = 0.0
    converts: float = 0.03
    returns: float = 0.25


CHANNELS = (
    Channel("虚构·自然流量 Made-up organic", False, 3.0, converts=0.04, returns=0.3),
    Channel("虚构·信息流甲 Made-up feed A", True, 2.0),
    Channel("虚构·信息流乙 Made-up feed B", True, 1.5),
    Channel("虚构·搜索 Made-up search", True, 1.5, converts=0.05),
    Channel("虚构·达人合作 Made-up creators", True, 1.0),
    Channel("虚构·门店扫码 Made-up store code", True, 0.8, converts=0.06),
    Channel("虚构·品牌横幅 Made-up banner", True, 1.0, "neg_weak_channel", converts=0.004, returns=0.15),
    Channel("虚构·户外广告 Made-up outdoor", True, 0.8, "neg_weak_channel", converts=0.004, returns=0.15),
    Channel("虚构·音频节目 Made-up audio", True, 0.7, "neg_weak_channel", converts=0.004, returns=0.15),
    Channel("虚构·应用联盟 Made-up app network", True, 1.2, "watered", bots=0.75),
    Channel("虚构·积分墙 Made-up offer wall", True, 1.0, "watered", bots=0.5),
    Channel("虚构·流量包 Made-up traffic pack", True, 0.8, "watered", bots=0.9),
)


@dataclass(frozen=True)
class Clicks:
    """One entry a click; `account` is a position or -1."""

    channel: Ints
    account: Ints
    at: Ints
    dwell: Floats
    converted: Bools
    returned: Bools
    bot: Bools


def make_clicks(plan: Plan, accounts: Accounts) -> Clicks:
    """Draw all clicks: people come when they are awake and look around, bots come at any hour and go."""
    rng = plan.stream("clicks")
    count = plan.clicks
    weight = np.array([channel.weight for channel in CHANNELS])
    channel = rng.choice(len(CHANNELS), count, p=weight / weight.sum())
    bot = rng.random(count) < np.array([entry.bots for entry in CHANNELS])[channel]
    human_at = rng.integers(0, 7 * WEEKS, count) * DAY + time_of_day(rng, count)
    at = np.where(bot, rng.integers(0, SPAN, count), human_at)
    dwell = np.where(bot, rng.gamma(2, 1.5, count), np.exp(rng.normal(2.7, 1.1, count)))
    converts = np.array([entry.converts for entry in CHANNELS])[channel]
    returns = np.array([entry.returns for entry in CHANNELS])[channel]
    # most visitors are not signed in
    known = np.flatnonzero(accounts.created[: accounts.honest] < 0)
    account = np.where(rng.random(count) < 0.3, rng.choice(known, count), ACCOUNT_UNKNOWN)
    order = np.argsort(at, kind="stable")
    return Clicks(
        channel=channel[order],
        account=np.where(bot, ACCOUNT_UNKNOWN, account)[order],
        at=at[order],
        dwell=np.asarray(np.round(dwell, 1)[order], float),
        converted=(rng.random(count) < np.where(bot, 0, converts))[order],
        returned=(rng.random(count) < np.where(bot, 0.01, returns))[order],
        bot=bot[order],
    )
