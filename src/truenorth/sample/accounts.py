"""The accounts: people with an interest, a home network, a device and a pace; creators among them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Ints
from .calendar import DAY, HOUR, SPAN, WEEK, WEEKS
from .ecosystem import FIRST_WEEK, Ecosystem
from .kinds import Kind
from .plan import Plan

SHARED = 1 << 40  # numbers from here on are devices, prefixes and addresses that a group shares


@dataclass
class Accounts:
    """One entry an account: honest ones first (creators before all others), then attackers' own.

    Attributes:
        number: public number, which says nothing about the position.
        created: seconds since the start.
        stays_until: share of creators above which this creator is active; 0 for all others.
        kind: what the account truly is; planters write it.
    """

    number: Ints
    created: Ints
    interest: Ints
    pace: Floats
    fondness: Floats
    prefix: Ints
    device: Ints
    address: Ints
    stays_until: Floats
    kind: Ints
    honest: int
    creators: int

    def __len__(self) -> int:
        return len(self.number)

    def pace_in(self, week: int, ecosystem: Ecosystem) -> Floats:
        """How much of the week's genuine activity falls on each honest account."""
        who = slice(0, self.honest)
        age = week - self.created[who] / WEEK
        # half of those who sign up during the log are lost within weeks; older accounts are habit
        habit = np.where(self.created[who] < 0, 1.0, 0.15 + 0.85 * np.exp(-np.maximum(age, 0) / 6))
        pace = self.pace[who] * habit * (age > -1)
        pace[: self.creators] *= self.stays_until[: self.creators] < ecosystem.creators_in(week)
        return np.asarray(pace, float)

    def active_creators(self, week: int, ecosystem: Ecosystem) -> Ints:
        """Positions of the creators who are there in a week."""
        return np.flatnonzero(self.stays_until[: self.creators] < ecosystem.creators_in(week))


def make_accounts(plan: Plan, ecosystem: Ecosystem) -> Accounts:
    """Draw all accounts; attackers' own still look like anybody's."""
    rng = plan.stream("accounts")
    count, honest, creators = plan.scale, plan.honest, plan.creators
    created = -1 - rng.exponential(300 * DAY, count).astype(np.int64)
    new = rng.random(count) < 0.4
    new[:creators] = False
    created[:creators] += FIRST_WEEK * WEEK  # they publish from that week on
    weeks = rng.choice(WEEKS, int(new.sum()), p=ecosystem.sign_ups)
    created[new] = weeks * WEEK + rng.integers(0, WEEK, int(new.sum()))
    pace = np.minimum((1 - rng.random(count)) ** (-1 / 1.6), 60)
    device = np.arange(count)
    family = rng.random(count) < 0.06
    device[family] = np.maximum(device[family] - rng.integers(1, 3, int(family.sum())), 0)
    stays_until = np.zeros(count)
    stays_until[:creators] = (rng.permutation(creators) + 0.5) / max(creators, 1)
    accounts = Accounts(
        number=rng.permutation(count),
        created=created,
        interest=rng.integers(0, plan.interests, count),
        pace=pace,
        fondness=rng.gamma(4, 0.25, count),
        prefix=rng.integers(0, max(count // 3, 50), count),
        device=device,
        address=np.arange(count),
        stays_until=stays_until,
        kind=np.zeros(count, np.int64),
        honest=honest,
        creators=creators,
    )
    _put_into_offices(plan, accounts)
    return accounts


def _put_into_offices(plan: Plan, accounts: Accounts) -> None:
    """Honest colleagues behind one network prefix, who have parcels sent to the front desk."""
    rng = plan.stream("offices")
    people = rng.choice(accounts.honest, plan.scale * 5 // 100, replace=False)
    office = rng.integers(0, plan.every(3_000), len(people))
    accounts.prefix[people] = SHARED + office
    accounts.address[people] = SHARED + office
    accounts.kind[people] = Kind.neg_office


class Recruits:
    """Hands out the attackers' own accounts, each once."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._next = accounts.honest

    def take(self, count: int, kind: Kind) -> Ints:
        members = np.arange(self._next, self._next + count)
        self._next += count
        self._accounts.kind[members] = kind
        created = self._accounts.created
        created[members] -= np.where(created[members] >= 0, SPAN, 0)  # nobody acts before signing up
        return members

    def registered_together(self, members: Ints, rng: np.random.Generator) -> None:
        """A batch of sign-ups: one afternoon, a few prefixes, phones shared by five accounts."""
        accounts = self._accounts
        accounts.created[members] = rng.integers(-20, 10) * DAY + rng.integers(0, 3 * HOUR, len(members))
        accounts.prefix[members] = SHARED + int(members[0]) + rng.integers(0, 4, len(members))
        accounts.device[members] = SHARED + int(members[0]) + np.arange(len(members)) // 5
