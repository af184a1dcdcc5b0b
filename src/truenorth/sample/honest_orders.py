"""Honest orders beside those that follow from views: flash sales, loyal buyers, changes of mind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .accounts import Accounts
from .arrays import Ints
from .calendar import DAY, HOUR, MINUTE, SPAN
from .campaigns import Campaign, of_kind
from .contents import Contents
from .kinds import Kind
from .plan import Plan
from .purchases import Purchases, honest_purchases

CHANGE_OF_MIND_SHARE = 0.015


def flash_sales(
    plan: Plan, accounts: Accounts, contents: Contents, calendar: list[Campaign]
) -> list[Purchases]:
    """Dozens of strangers buy one product of one shop within minutes."""
    rng = plan.stream("flash sales")
    blocks = []
    for sale in of_kind(calendar, "flash_sale"):
        there = np.flatnonzero(accounts.created[: accounts.honest] < sale.starts_at)
        buyer = rng.choice(there, int(rng.integers(25, 60)), replace=False)
        at = sale.starts_at + np.minimum(rng.exponential(4 * MINUTE, len(buyer)), HOUR - 1).astype(np.int64)
        target = np.full(len(buyer), sale.target)
        blocks.append(honest_purchases(rng, accounts, contents, buyer, target, at, Kind.neg_flash_sale))
    return blocks


def loyal_buyers(plan: Plan, accounts: Accounts, contents: Contents) -> Purchases:
    """People who buy one product for themselves about every month, up to the end."""
    rng = plan.stream("loyal buyers")
    people = rng.choice(
        np.flatnonzero(accounts.created[: accounts.honest] < 0), plan.every(400, 4), replace=False
    )
    month = np.tile(np.arange(6), len(people))
    buyer = np.repeat(people, 6)
    target = np.repeat(rng.integers(0, contents.products, len(people)), 6)
    at = (month * 30 + 2 + rng.integers(0, 9, len(buyer))) * DAY + rng.integers(8, 23, len(buyer)) * HOUR
    return honest_purchases(rng, accounts, contents, buyer, target, at, Kind.neg_loyal_buyer)


def changes_of_mind(plan: Plan, bought: Purchases) -> Purchases:
    """Lines that take an honest sale back after hours or days."""
    rng = plan.stream("changes of mind")
    rows = np.flatnonzero(rng.random(len(bought)) < CHANGE_OF_MIND_SHARE)
    later = bought.at[rows] + rng.integers(3 * HOUR, 4 * DAY, len(rows))
    taken_back = taking_back(bought.where(rows), later)
    changed = replace(taken_back, kind=np.full(len(rows), int(Kind.neg_change_of_mind)))
    return changed.where(np.flatnonzero(changed.at < SPAN))


def taking_back(sales: Purchases, at: Ints) -> Purchases:
    """The same lines with negative quantity; no parcel belongs to them."""
    none = np.full(len(sales), np.nan)
    return replace(sales, at=at, quantity=-sales.quantity, delivered=none, confirmed=none, refunded=none)
