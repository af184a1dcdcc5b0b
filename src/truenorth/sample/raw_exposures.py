"""Raw table `exposures`: one Parquet file a month; 28.6 % are invalid, the figure of system A2, planted."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .accounts import Accounts
from .arrays import Bools, Columns, Ints
from .calendar import DAY, MONTHS, WEEK, WEEKS, month_of, time_of_day, timestamps
from .contents import Contents
from .ecosystem import Ecosystem
from .files import table_of, write_parquet
from .honest_crowds import Notices
from .names import Names, numbered
from .plan import Plan
from .truth import Truth

INVALID_SHARE = 0.286
KINDS = np.array(["push", "feed", "ad"], object)
PUSH, FEED, AD = range(3)
UNSEEN, AUTOMATIC, ELSEWHERE = 1, 2, 3
REASONS = ("", "not_viewable", "automated_agent", "outside_target_region")
CLICKED_SHARE = np.array(
    [0.05, 0.12, 0.25]
)  # of pushes, feed slots and ads that a person saw, in a middling week
CLICKED_IF_INVALID = np.array([np.nan, 0.0, 0.8, 0.1])  # agents follow nearly everything


def write_exposures(
    folder: Path,
    truth: Truth,
    plan: Plan,
    names: Names,
    accounts: Accounts,
    contents: Contents,
    told: Notices,
    ecosystem: Ecosystem,
) -> int:
    """Write what was shown to whom: every push notice, and feed and ad slots up to 16 an account."""
    rng = plan.stream("exposures")
    slots = plan.exposures - len(told.at)
    at = rng.integers(0, 7 * WEEKS, slots) * DAY + time_of_day(rng, slots)
    newest = np.searchsorted(contents.published[contents.products :], at) + contents.products - 1
    shown = np.maximum(newest - rng.integers(0, plan.creators, slots), contents.products)
    kind = np.concatenate([np.full(len(told.at), PUSH), np.where(rng.random(slots) < 0.3, FEED, AD)])
    known = np.flatnonzero(accounts.created[: accounts.honest] < 0)
    account = np.concatenate([told.account, rng.choice(known, slots)])
    target, moment = np.concatenate([told.target, shown]), np.concatenate([told.at, at])
    order = np.argsort(moment, kind="stable")
    kind, account, target, moment = kind[order], account[order], target[order], moment[order]
    fault = np.zeros(len(order), np.int64)
    invalid = rng.choice(np.flatnonzero(kind == AD), round(INVALID_SHARE * len(order)), replace=False)
    fault[invalid] = np.sort(rng.permutation(len(invalid)) % 10) // 4 + 1
    clicked = _clicked(plan, ecosystem, kind, fault, moment)
    month = month_of(moment)
    for number, first_day in enumerate(MONTHS[:-1]):
        rows = np.flatnonzero(month == number)
        count, wrong = len(rows), fault[rows]
        columns: Columns = {
            "exposure_id": numbered("x", int(rows[0]) + 1, count),
            "account_id": names.account(account[rows]),
            "content_id": names.content(target[rows]),
            "shown_at": timestamps(moment[rows]),
            "slot": KINDS[kind[rows]],
            "visible_share": np.round(rng.uniform(0.5, 1.0, count), 2),
            "visible_seconds": np.round(1 + rng.gamma(2, 2, count), 1),
            "agent": rng.choice(np.array(["app-android", "app-ios", "web"], object), count),
            "in_target_region": wrong != ELSEWHERE,
            "clicked": clicked[rows],
        }
        # an invalid exposure reached no account that anybody knows
        strangers = np.flatnonzero(wrong)
        columns["account_id"][strangers] = numbered("u", int(rows[0]) + 1, len(strangers), width=8)
        unseen = np.flatnonzero(wrong == UNSEEN)
        columns["visible_seconds"][unseen] = np.round(rng.uniform(0, 0.9, len(unseen)), 1)
        columns["agent"][wrong == AUTOMATIC] = "headless"
        file = f"exposures/{first_day:%Y-%m}.parquet"
        write_parquet(folder / file, table_of(columns))
        truth.polluted(file, [(at + 1, REASONS[wrong[at]]) for at in strangers.tolist()])
    return len(order)


def _clicked(plan: Plan, ecosystem: Ecosystem, kind: Ints, fault: Ints, moment: Ints) -> Bools:
    """Who followed what was shown; ads are followed more where there is more to choose from."""
    chance = CLICKED_SHARE[kind]
    week = np.clip(moment // WEEK, 0, WEEKS - 1)
    chance = np.where(kind == AD, chance * ecosystem.match[week], chance)
    chance = np.where(fault > 0, CLICKED_IF_INVALID[fault], chance)
    return plan.stream("clicked exposures").random(len(kind)) < chance
