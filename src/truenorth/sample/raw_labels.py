"""Raw table `labels`: profile labels of a third party, one file of JSON lines a month.

23.5 % contradict what the account itself declared (system A3), others are older than they may be used (A8).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from .accounts import Accounts
from .calendar import MONTHS
from .files import write_json_lines
from .names import Names, numbered
from .plan import Plan
from .truth import Truth

MISLABELLED_SHARE, STALE_SHARE = 0.235, 0.12
TTL_DAYS = 30
SOURCES = ("虚构标签商甲 made-up vendor A", "虚构标签商乙 made-up vendor B")
INTERESTS = (
    "美食 food",
    "美妆 beauty",
    "数码 gadgets",
    "亲子 parenting",
    "旅行 travel",
    "宠物 pets",
    "健身 fitness",
    "读书 books",
)


def write_labels(folder: Path, truth: Truth, plan: Plan, names: Names, accounts: Accounts) -> int:
    """Write a label for four accounts of five; each month delivers its sixth of them."""
    rng = plan.stream("labels")
    known = rng.permutation(plan.scale)[: plan.scale * 4 // 5]
    count = len(known)
    wrong = np.zeros(count, bool)
    wrong[rng.choice(count, round(MISLABELLED_SHARE * count), replace=False)] = True
    stale = np.zeros(count, bool)
    stale[rng.choice(count, round(STALE_SHARE * count), replace=False)] = True
    true_interest = accounts.interest[known] % len(INTERESTS)
    other_interest = (true_interest + rng.integers(1, len(INTERESTS), count)) % len(INTERESTS)
    said = np.where(wrong, other_interest, true_interest)
    age = np.where(stale, rng.integers(TTL_DAYS + 1, 200, count), rng.integers(0, TTL_DAYS, count))
    source = rng.integers(0, len(SOURCES), count)
    ids, who = numbered("l", 1, count), names.account(known)
    for number in range(len(MONTHS) - 1):
        day = MONTHS[number + 1]
        delivered = datetime(day.year, day.month, day.day)
        rows = np.flatnonzero(np.arange(count) * (len(MONTHS) - 1) // count == number)
        file = f"labels/{MONTHS[number]:%Y-%m}.jsonl"
        write_json_lines(
            folder / file,
            (
                {
                    "label_id": ids[row],
                    "account_id": who[row],
                    "label": "interest",
                    "value": INTERESTS[said[row]],
                    "declared_value": INTERESTS[true_interest[row]],
                    "source": SOURCES[source[row]],
                    "labelled_at": str(delivered - timedelta(days=int(age[row]))),
                    "delivered_at": str(delivered),
                    "ttl_days": TTL_DAYS,
                }
                for row in rows
            ),
        )
        for reason, bad in (("contradicts_declaration", wrong), ("older_than_ttl", stale)):
            truth.polluted(file, [(at + 1, reason) for at, row in enumerate(rows) if bad[row]])
    return count
