"""Orders as columns of equal length, and what becomes of an honest one: parcel, confirmation, refund."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from .accounts import Accounts
from .acts import ORGANIC
from .arrays import Floats, Ints
from .calendar import DAY, HOUR, SPAN
from .contents import Contents
from .kinds import Kind

REFUNDED_SHARE, AT_ONCE_SHARE = 0.06, 0.03


@dataclass(frozen=True)
class Purchases:
    """One entry an order line; delivered, confirmed and refunded are NaN where they did not happen.

    Attributes:
        quantity: pieces; negative where an earlier sale is taken back.
    """

    buyer: Ints
    target: Ints
    at: Ints
    quantity: Ints
    price: Floats
    delivered: Floats
    confirmed: Floats
    refunded: Floats
    address: Ints
    consignee: Ints
    device: Ints
    prefix: Ints
    channel: Ints
    kind: Ints

    def __len__(self) -> int:
        return len(self.buyer)

    def where(self, rows: Ints) -> Purchases:
        return Purchases(*(getattr(self, field.name)[rows] for field in fields(self)))

    @staticmethod
    def together(blocks: list[Purchases]) -> Purchases:
        """All lines in the order of time."""
        columns = [
            np.concatenate([getattr(block, field.name) for block in blocks]) for field in fields(Purchases)
        ]
        joined = Purchases(*columns)
        return joined.where(np.argsort(joined.at, kind="stable"))


def honest_purchases(
    rng: np.random.Generator,
    accounts: Accounts,
    contents: Contents,
    buyer: Ints,
    target: Ints,
    at: Ints,
    kind: Kind,
    *,
    channel: Ints | None = None,
) -> Purchases:
    """Orders that are sent home, confirmed some days after the parcel and sometimes given back."""
    count = len(buyer)
    delivered = at + rng.gamma(4, 0.7, count) * DAY
    confirmed = delivered + rng.gamma(1.5, 1.0, count) * DAY
    at_once = rng.random(count) < AT_ONCE_SHARE
    confirmed[at_once] = at[at_once] + HOUR
    refunded = np.where(rng.random(count) < REFUNDED_SHARE, delivered + rng.gamma(2, 2, count) * DAY, np.nan)
    inside = np.flatnonzero((at >= 0) & (at < SPAN))
    return Purchases(
        buyer=buyer,
        target=target,
        at=at,
        quantity=1 + rng.poisson(0.25, count),
        price=np.round(contents.price[target] * rng.uniform(0.9, 1.0, count), 2),
        delivered=not_yet(delivered),
        confirmed=not_yet(confirmed),
        refunded=not_yet(refunded),
        address=accounts.address[buyer],
        consignee=buyer,
        device=accounts.device[buyer],
        prefix=accounts.prefix[buyer],
        channel=np.full(count, ORGANIC) if channel is None else channel,
        kind=np.full(count, int(kind)),
    ).where(inside)


def not_yet(moment: Floats) -> Floats:
    """What lies after the end of the log has not happened."""
    return np.where(moment < SPAN, moment, np.nan)
