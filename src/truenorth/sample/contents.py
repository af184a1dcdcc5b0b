"""Videos of the creators, and the product pages of the shops that they sell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .accounts import Accounts
from .arrays import Floats, Ints
from .calendar import DAY, WEEK, WEEKS, time_of_day
from .ecosystem import FIRST_WEEK, Ecosystem
from .plan import Plan

PRODUCTS_A_SHOP = 6
VIDEOS_A_WEEK = 1.1


@dataclass(frozen=True)
class Contents:
    """One entry a content: product pages first, then videos in the order of their publication.

    Attributes:
        author: position of the account that published it.
        product: position of the product page that a video sells, itself for a page, -1 if it sells nothing.
        shop: of the product, -1 if there is none.
        price: yuan; NaN if there is nothing to sell.
    """

    number: Ints
    author: Ints
    interest: Ints
    published: Ints
    seconds: Ints
    pull: Floats
    quality: Floats
    product: Ints
    shop: Ints
    price: Floats
    products: int

    def __len__(self) -> int:
        return len(self.number)

    def videos_between(self, first: float, last: float) -> Ints:
        """Positions of the videos published in [first, last), seconds since the start."""
        low, high = np.searchsorted(self.published[self.products :], [first, last])
        return np.arange(self.products + low, self.products + high)


def make_contents(plan: Plan, accounts: Accounts, ecosystem: Ecosystem) -> Contents:
    """Draw what the shops sell and what active creators publish, week by week."""
    rng = plan.stream("contents")
    pages = plan.shops * PRODUCTS_A_SHOP
    page_shop = np.repeat(np.arange(plan.shops), PRODUCTS_A_SHOP)
    page_price = np.round(np.exp(rng.normal(4, 0.8, pages)), 2)
    author, published = [], []
    for week in range(FIRST_WEEK, WEEKS):
        there = accounts.active_creators(week, ecosystem)
        # pace tells who is busy; every active creator publishes something
        videos = 1 + rng.poisson(VIDEOS_A_WEEK * np.minimum(accounts.pace[there] / 2.5, 3))
        author.append(np.repeat(there, videos))
        count = int(videos.sum())
        published.append(week * WEEK + rng.integers(0, 7, count) * DAY + time_of_day(rng, count))
    made_by, at = np.concatenate(author), np.concatenate(published)
    order = np.argsort(at, kind="stable")
    made_by, at = made_by[order], at[order]
    count = len(at)
    own_taste = rng.random(count) < 0.85
    interest = np.where(own_taste, accounts.interest[made_by], rng.integers(0, plan.interests, count))
    product = np.where(rng.random(count) < 0.5, rng.integers(0, pages, count), -1)
    sold = np.maximum(product, 0)
    total = pages + count
    return Contents(
        number=rng.permutation(total),
        author=np.concatenate([page_shop % max(plan.creators, 1), made_by]),
        interest=np.concatenate([rng.integers(0, plan.interests, pages), interest]),
        published=np.concatenate([rng.integers(-90, -60, pages) * DAY, at]),
        seconds=np.concatenate([np.zeros(pages, np.int64), 8 + rng.gamma(2, 22, count).astype(np.int64)]),
        pull=np.minimum((1 - rng.random(total)) ** (-1 / 1.4), 400),
        quality=np.clip(rng.normal(1, 0.3, total), 0.3, 2),
        product=np.concatenate([np.arange(pages), product]),
        shop=np.concatenate([page_shop, np.where(product >= 0, page_shop[sold], -1)]),
        price=np.concatenate([page_price, np.where(product >= 0, page_price[sold], np.nan)]),
        products=pages,
    )
