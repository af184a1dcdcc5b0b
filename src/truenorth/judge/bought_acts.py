"""Bought acts and orders: what paid groups do, drawn from a seed; nothing here knows the detectors. B9.

Acts: like farms in lockstep, copied comments and slow drips in equal parts. Orders: brushed ones (刷单),
confirmed in two hours. The accounts are new, made from real ones; every other field is that of a real row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .attack import Attack, moments, places, span

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import polars as pl

    from .attack import Places

MEMBERS = (24, 60)  # accounts of one farm
JOBS = 16  # what each member is paid for, per farm
STAYS_WEEKS = 3
BUYERS = (6, 24)
ORDERS_EACH = 2
WORDS = (
    "太好用了",
    "质量非常好",
    "推荐购买",
    "物流很快",
    "love it",
    "so good",
    "必买",
    "真的不错",
    "回购了",
    "绝绝子",
)


def brushed_acts(rng: np.random.Generator, acts: pl.DataFrame, targets: pl.DataFrame, rows: int) -> Attack:
    """Draw paid likes and comments.

    Args:
        acts: real ones, with `occurred_at` and `action`.
        targets: with `target_id`, and `author_id` and `published_at` where that is known.
        rows: how many acts.
    """
    import numpy as np

    likes = places(acts["action"] == "like")
    comments = places(acts["action"] == "comment")
    first, last = span(acts["occurred_at"])
    blocks: list[dict[str, npt.NDArray[Any]]] = []
    members, made = 0, 0
    while made < rows:
        kind = len(blocks) % 3
        size = int(rng.integers(*MEMBERS))
        opens = first + rng.random() * max(last - first - STAYS_WEEKS * 7 * 86_400, 1)
        clients = _clients(rng, targets, opens, JOBS)
        member, job = np.nonzero(rng.random((size, len(clients))) < rng.uniform(0.7, 0.95))
        stay = STAYS_WEEKS * 7 * 86_400
        if kind == 2:  # a drip: hours of their own
            at = opens + rng.random(len(job)) * stay
        else:
            window = opens + rng.random(len(clients)) * (stay - 10_800)
            at = window[job] + rng.random(len(job)) * rng.uniform(900, 10_800)
        pool = comments if kind == 1 and len(comments) else likes
        take = slice(0, rows - made)
        blocks.append(
            {
                "template": rng.choice(pool, len(job))[take],
                "member": (member + members)[take],
                "target": clients[job][take],
                "at": np.minimum(at, last)[take],
                "words": rng.integers(0, len(WORDS), len(job))[take] * int(kind == 1) - int(kind != 1),
            }
        )
        blocks[-1]["words"] = blocks[-1]["words"][take]
        members, made = members + size, made + len(blocks[-1]["at"])
    joined = {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
    columns: dict[str, Sequence[object]] = {
        "target_id": targets["target_id"][joined["target"]].to_list(),
        "occurred_at": moments(joined["at"]),
        "text": [
            WORDS[word] + WORDS[(word * 7 + 3) % len(WORDS)] if word >= 0 else None
            for word in joined["words"]
        ],
    }
    return Attack(joined["template"], joined["member"], members, columns)


def brushed_orders(rng: np.random.Generator, orders: pl.DataFrame, rows: int) -> Attack:
    """Draw paid orders: groups of buyers at one seller within four days, confirmed within hours.

    Args:
        orders: real lines, with `ordered_at` and, where that is known, `seller_id`.
        rows: how many lines.
    """
    import numpy as np

    known = places(orders["ordered_at"].is_not_null())
    first, last = span(orders["ordered_at"])
    sellers = orders["seller_id"].to_numpy() if "seller_id" in orders.columns else None
    blocks: list[dict[str, npt.NDArray[Any]]] = []
    members, made = 0, 0
    while made < rows:
        size = int(rng.integers(*BUYERS))
        lead = int(rng.choice(known))
        pool = known if sellers is None else known[sellers[known] == sellers[lead]]
        opens = first + rng.random() * max(last - first - 4 * 86_400, 1)
        member = np.repeat(np.arange(size), ORDERS_EACH)[: rows - made]
        blocks.append(
            {
                "template": rng.choice(pool, len(member)),
                "member": member + members,
                "at": opens + rng.random(len(member)) * 4 * 86_400,
                "group": np.full(len(member), lead),
            }
        )
        members, made = members + size, made + len(member)
    joined = {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
    columns: dict[str, Sequence[object]] = {
        "ordered_at": moments(joined["at"]),
        "confirmed_at": moments(joined["at"] + rng.uniform(600, 7_200, made)),
    }
    for shared in ("address_id", "consignee_id", "device_id", "network_prefix"):
        if shared in orders.columns:
            columns[shared] = orders[shared][joined["group"]].to_list()
    return Attack(joined["template"], joined["member"], members, columns)


def _clients(rng: np.random.Generator, targets: pl.DataFrame, opens: float, count: int) -> Places:
    """Targets that pay: published in the four weeks before, where that is known, each of another author."""
    import numpy as np

    known = np.arange(len(targets))
    if "published_at" in targets.columns:
        published = targets["published_at"].dt.epoch("s").fill_null(0).to_numpy()
        fresh = np.flatnonzero((published < opens) & (published > opens - 28 * 86_400))
        known = fresh if len(fresh) >= count else known
    drawn = rng.permutation(known)
    if "author_id" in targets.columns:
        authors = targets["author_id"].to_numpy()[drawn].astype(str)
        drawn = drawn[np.unique(authors, return_index=True)[1]]
        drawn = rng.permutation(drawn)
    return np.asarray(drawn[:count], np.int64)
