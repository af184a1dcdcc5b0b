"""Orders that nobody wanted: brushing (刷单), giant orders reversed in minutes; and a proxy buyer (代购)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .accounts import SHARED, Accounts, Recruits
from .calendar import DAY, HOUR, MINUTE, WEEK, WEEKS, time_of_day
from .contents import PRODUCTS_A_SHOP, Contents
from .honest_orders import taking_back
from .kinds import Kind
from .plan import Plan
from .purchases import Purchases, honest_purchases, not_yet


def brushed_orders(plan: Plan, accounts: Accounts, contents: Contents, recruits: Recruits) -> list[Purchases]:
    """Each group buys from one shop for three days: shared phones and addresses, confirmed within hours."""
    rng = plan.stream("brushed orders")
    blocks = []
    for size in plan.brushers:
        members = recruits.take(size, Kind.brushed_order)
        shop = int(rng.integers(plan.shops))
        buyer = np.repeat(members, rng.integers(1, 4, size))
        count = len(buyer)
        page = shop * PRODUCTS_A_SHOP + rng.integers(0, PRODUCTS_A_SHOP, count)
        first = int(rng.integers(1, WEEKS - 2)) * WEEK + int(rng.integers(0, 4)) * DAY
        at = first + rng.integers(0, 3, count) * DAY + time_of_day(rng, count)
        orders = honest_purchases(rng, accounts, contents, buyer, page, at, Kind.brushed_order)
        group = SHARED + int(members[0]) * 16
        confirmed = not_yet(at + rng.uniform(MINUTE, 5 * HOUR, count))
        refunded = np.where(rng.random(count) < 0.35, confirmed + rng.integers(HOUR, DAY, count), np.nan)
        shares_home, shares_phone = rng.random(count) < 0.75, rng.random(count) < 0.65
        blocks.append(
            replace(
                orders,
                quantity=np.ones(count, np.int64),
                delivered=np.full(count, np.nan),  # an empty parcel, or none
                confirmed=confirmed,
                refunded=not_yet(refunded),
                address=np.where(shares_home, group + rng.integers(0, 3, count), orders.address),
                consignee=np.where(shares_home, group + rng.integers(0, 3, count), orders.consignee),
                device=np.where(shares_phone, group + rng.integers(0, 5, count), orders.device),
            )
        )
    return blocks


def reversed_orders(plan: Plan, accounts: Accounts, contents: Contents) -> list[Purchases]:
    """A giant order that makes a day's revenue and is taken back within minutes."""
    rng = plan.stream("reversed orders")
    count = plan.every(2_000)
    people = rng.choice(np.flatnonzero(accounts.created[: accounts.honest] < 0), count, replace=False)
    page = rng.integers(0, contents.products, count)
    at = rng.integers(1, WEEKS - 1, count) * WEEK + rng.integers(0, 7, count) * DAY + 15 * HOUR
    orders = honest_purchases(rng, accounts, contents, people, page, at, Kind.reversed_order)
    none = np.full(count, np.nan)
    giant = replace(
        orders, quantity=rng.integers(2_000, 9_000, count), delivered=none, confirmed=none, refunded=none
    )
    return [giant, taking_back(giant, at + rng.integers(3 * MINUTE, 15 * MINUTE, count))]


def proxy_buyers(plan: Plan, accounts: Accounts, contents: Contents) -> Purchases:
    """The same product every other week, each time another name on the parcel; then nothing more."""
    rng = plan.stream("proxy buyers")
    plain = np.flatnonzero(
        (accounts.kind[: accounts.honest] == Kind.background) & (accounts.created[: accounts.honest] < 0)
    )
    people = rng.choice(plain, plan.every(10_000), replace=False)
    accounts.kind[people] = Kind.proxy_buyer
    times = 8
    buyer = np.repeat(people, times)
    page = np.repeat(rng.integers(0, contents.products, len(people)), times)
    at = np.tile(np.arange(times) * 2 * WEEK, len(people)) + WEEK + rng.integers(0, 4, len(buyer)) * DAY
    at = at + rng.integers(9, 22, len(buyer)) * HOUR
    orders = honest_purchases(rng, accounts, contents, buyer, page, at, Kind.proxy_buyer)
    friend = SHARED + (1 << 36) + people.repeat(times) * times + np.tile(np.arange(times), len(people))
    return replace(orders, quantity=orders.quantity + 1, address=friend, consignee=friend)
