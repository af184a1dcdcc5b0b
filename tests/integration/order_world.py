"""A made-up market for the order detectors: honest crowds that look like brushing, and brushing of six kinds.

Kinds that start with `honest` must not be found. Times are seconds from the first day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

DAY = 86_400
DAYS = 42
SELLERS = 60
BUYERS = 4_000


@dataclass(frozen=True)
class Order:
    kind: str
    buyer: int
    seller: int
    second: int
    delay: int
    is_refunded: bool
    address: str
    device: str
    amount: float


class World:
    """Draws orders from one seed; `orders` yields all kinds in no particular order."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.groups = 0

    def orders(self) -> Iterator[Order]:
        for _ in range(8_000):
            yield self.honest("honest", self.buyer(), self.seller(), self.moment())
        yield from self.flash_sale()
        yield from self.pick_up()
        yield from self.vouchers()
        yield from self.habitual_buyers()
        yield from self.dormitory()
        yield from self.kiosk()
        for _ in range(2):
            yield from self.quick_group()
            yield from self.quick_group(kind="after_one_day", delays=(DAY, DAY))
            yield from self.quick_group(kind="wide_amounts", spread=0.9)
            yield from self.patient_group()
            yield from self.over_many_sellers()
            yield from self.rented_one_by_one()

    def honest(self, kind: str, buyer: int, seller: int, second: int, **other: Any) -> Order:
        delay = int(self.random.gamma(4, 1.2) * DAY)
        if self.random.random() < 0.03:  # some confirm at once, and not all after the same time
            delay = int(self.random.uniform(300, 6 * 3600))
        refunded = bool(self.random.random() < 0.06)
        amount = round(float(np.exp(self.random.normal(4, 0.9))), 2)
        home, phone = f"home {buyer // 2}", f"phone {buyer}"
        return replace(Order(kind, buyer, seller, second, delay, refunded, home, phone, amount), **other)

    def buyer(self) -> int:
        return int(BUYERS * self.random.random() ** 1.5)

    def seller(self) -> int:
        return int(SELLERS * self.random.random() ** 2.2)

    def moment(self, first_day: float = 0, days: float = DAYS) -> int:
        return int((first_day + days * self.random.random()) * DAY)

    def flash_sale(self) -> Iterator[Order]:
        seller, start = self.seller(), self.moment()
        for _ in range(120):
            yield self.honest(
                "honest flash sale", self.buyer(), seller, start + int(self.random.exponential(120))
            )

    def pick_up(self) -> Iterator[Order]:
        day = int(self.random.integers(0, DAYS))
        for _ in range(200):
            moment = self.moment(day, 1)
            yield self.honest("honest pick-up", self.buyer(), self.seller(), moment, address="pick-up point")

    def vouchers(self) -> Iterator[Order]:
        """A seller of one voucher: always confirmed at once, always the same price."""
        for _ in range(150):
            delay = int(self.random.uniform(10, 900))
            yield self.honest(
                "honest vouchers", self.buyer(), SELLERS, self.moment(), delay=delay, amount=50.0
            )

    def habitual_buyers(self) -> Iterator[Order]:
        for buyer in range(BUYERS, BUYERS + 40):
            for _ in range(8):
                delay = int(self.random.uniform(60, 7200))
                yield self.honest("honest habit", buyer, self.seller(), self.moment(), delay=delay)

    def dormitory(self) -> Iterator[Order]:
        """Twelve who live together order the same thing at the same hour, each from their own phone."""
        for _ in range(6):
            start, seller, first = self.moment(), self.seller(), int(self.random.integers(0, BUYERS - 12))
            for buyer in range(first, first + 12):
                yield self.honest(
                    "honest dormitory",
                    buyer,
                    seller,
                    start + 60 * (buyer - first),
                    address=f"dorm {first}",
                    amount=19.9,
                )

    def kiosk(self) -> Iterator[Order]:
        """The tablet of one shop, on which its visitors order."""
        for _ in range(80):
            yield self.honest("honest kiosk", self.buyer(), 5, self.moment(), device="kiosk")

    def group(self, size: int) -> list[int]:
        self.groups += 1
        return [int(buyer) for buyer in self.random.integers(0, BUYERS, size)]

    def brushed(
        self, kind: str, buyer: int, seller: int, second: int, spread: float = 0.15, **other: Any
    ) -> Order:
        amount = round(float(np.exp(self.random.normal(4.2, spread))), 2)
        refunded = bool(self.random.random() < 0.35)
        return self.honest(
            kind, buyer, seller, second, **({"amount": amount, "is_refunded": refunded} | other)
        )

    def quick_group(
        self, kind: str = "quick", delays: tuple[int, int] = (60, 5 * 3600), spread: float = 0.15
    ) -> Iterator[Order]:
        sellers, day = self.random.integers(0, SELLERS, 3), int(self.random.integers(0, DAYS - 3))
        for buyer in self.group(50):
            for _ in range(2):
                delay = int(self.random.uniform(*delays))
                seller = int(self.random.choice(sellers))
                yield self.brushed(kind, buyer, seller, self.moment(day, 3), spread, delay=delay)

    def patient_group(self) -> Iterator[Order]:
        """Fresh accounts on a few phones, who confirm as late as anybody."""
        seller, day = int(self.random.integers(0, SELLERS)), int(self.random.integers(0, DAYS - 3))
        for number in range(40):
            buyer = 100_000 + self.groups * 1_000 + number
            device = f"farm {self.groups} {number % 4}"
            yield self.brushed("patient", buyer, seller, self.moment(day, 3), device=device)
        self.groups += 1

    def over_many_sellers(self) -> Iterator[Order]:
        """One phone, forty accounts, forty shops."""
        day = int(self.random.integers(0, DAYS - 3))
        for buyer in self.group(40):
            seller, delay = int(self.random.integers(0, SELLERS)), int(self.random.uniform(60, 5 * 3600))
            device = f"phone of group {self.groups}"
            yield self.brushed("many sellers", buyer, seller, self.moment(day, 3), delay=delay, device=device)

    def rented_one_by_one(self) -> Iterator[Order]:
        """Two or three real buyers a day at one shop, for a fortnight."""
        seller, day = int(self.random.integers(20, SELLERS)), int(self.random.integers(0, DAYS - 14))
        for buyer in self.group(35):
            delay = int(self.random.uniform(60, 5 * 3600))
            yield self.brushed("rented", buyer, seller, self.moment(day, 14), delay=delay)
