"""Bought clicks and impressions, drawn from a seed; nothing here knows the detectors. B9, B10, A2.

Clicks: machines water paid channels around the clock; half of the orders come with made-up conversions,
because the channel is paid for them. Impressions: bots look at the same few targets; half of them are hired
accounts, the others are nobody whom a register knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .attack import Attack, moments, places, span

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import polars as pl

DAY = 86_400
CLICKS = (60, 240)  # what one order of a channel's owner brings
STAYS_DAYS = 21
LONGEST_STAY = 6.0  # seconds of a machine on a page
FAKED = (0.05, 0.3)  # conversions of an order that brings some
BOTS = (12, 40)
LOOKS = 24  # of each bot, at most
SHOWN = 6  # targets of one order of impressions


def watered_clicks(
    rng: np.random.Generator, clicks: pl.DataFrame, channels: pl.DataFrame, rows: int
) -> Attack:
    """Draw bought clicks: short stays, no conversions or made-up ones, nobody signed in.

    Args:
        clicks: real ones, with `channel_id` and `clicked_at`.
        channels: with `channel_id` and `is_paid` where that is known; channels that are paid for are watered.
        rows: how many clicks.
    """
    import numpy as np

    by_channel = _paid(clicks["channel_id"], channels)
    first, last = span(clicks["clicked_at"])
    blocks: list[dict[str, npt.NDArray[Any]]] = []
    made = 0
    while made < rows:
        size = min(int(rng.integers(*CLICKS)), rows - made)
        pool = by_channel[int(rng.integers(len(by_channel)))]
        faked = rng.uniform(*FAKED) if len(blocks) % 2 else 0.0
        opens = first + rng.random() * max(last - first - STAYS_DAYS * DAY, 1)
        blocks.append(
            {
                "template": rng.choice(pool, size),
                "at": np.minimum(opens + rng.random(size) * STAYS_DAYS * DAY, last),
                "stay": np.round(rng.uniform(0.2, LONGEST_STAY, size), 1),
                "converted": rng.random(size) < faked,
            }
        )
        made += size
    joined = {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
    return Attack(
        joined["template"],
        np.full(made, -1),
        0,
        {
            "clicked_at": moments(joined["at"]),
            "dwell_seconds": joined["stay"].tolist(),
            "converted": joined["converted"].tolist(),
            "returned_next_day": [False] * made,
        },
    )


def bot_impressions(rng: np.random.Generator, exposures: pl.DataFrame, rows: int) -> Attack:
    """Draw bought impressions: a group of bots is shown the same few targets around the clock.

    Args:
        exposures: real ones, with `target_id` and `exposed_at`.
        rows: how many exposures.
    """
    import numpy as np

    first, last = span(exposures["exposed_at"])
    blocks: list[dict[str, npt.NDArray[Any]]] = []
    strangers: set[int] = set()
    members, made = 0, 0
    while made < rows:
        size = int(rng.integers(*BOTS))
        count = min(int(rng.integers(size, size * LOOKS + 1)), rows - made)
        opens = first + rng.random() * max(last - first - STAYS_DAYS * DAY, 1)
        if len(blocks) % 2:
            strangers.update(range(members, members + size))
        blocks.append(
            {
                "template": rng.choice(rng.integers(0, len(exposures), SHOWN), count),
                "member": rng.integers(0, size, count) + members,
                "at": np.minimum(opens + rng.random(count) * STAYS_DAYS * DAY, last),
            }
        )
        members, made = members + size, made + count
    joined = {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
    columns = {"exposed_at": moments(joined["at"])}
    return Attack(joined["template"], joined["member"], members, columns, frozenset(strangers))


def _paid(of_clicks: pl.Series, channels: pl.DataFrame) -> list[npt.NDArray[np.int64]]:
    """Return the places of the clicks of each channel that is paid for; of every channel if nobody knows."""
    import polars as pl

    known = of_clicks.drop_nulls().unique().sort()
    if "is_paid" in channels.columns:
        is_paid = channels["is_paid"].cast(pl.String).str.to_lowercase().is_in(["true", "1", "t", "yes"])
        paid = known.filter(known.is_in(channels["channel_id"].filter(is_paid).to_list()))
        known = paid if len(paid) else known
    return [places(of_clicks == channel) for channel in known]
