"""Raw table `clicks`: one CSV file a month, from the channels' own reports."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .arrays import Columns
from .calendar import MONTHS, month_of, timestamps
from .channels import CHANNELS, Clicks
from .files import table_of, write_csv
from .names import Names, numbered
from .plan import Plan
from .pollution import Spoiler
from .truth import Truth


def write_clicks(folder: Path, truth: Truth, plan: Plan, names: Names, clicks: Clicks) -> int:
    """Write all clicks by month, polluted; return the number of rows."""
    _write_truth(truth, names, clicks)
    month = month_of(clicks.at)
    written = 0
    for number, first_day in enumerate(MONTHS[:-1]):
        rows = np.flatnonzero(month == number)
        account = names.account(np.maximum(clicks.account[rows], 0))
        account[clicks.account[rows] < 0] = None
        columns: Columns = {
            "click_id": numbered("k", int(rows[0]) + 1, len(rows)),  # clicks are in the order of time
            "channel_id": names.channel(clicks.channel[rows]),
            "account_id": account,
            "clicked_at": np.datetime_as_string(timestamps(clicks.at[rows]), unit="s").astype(object),
            "dwell_seconds": np.array([f"{dwell:.1f}" for dwell in clicks.dwell[rows].tolist()], object),
            "converted": np.where(clicks.converted[rows], "true", "false").astype(object),
            "returned_next_day": np.where(clicks.returned[rows], "true", "false").astype(object),
        }
        spoiler = Spoiler(plan.stream(f"dirt clicks {number}"), columns, ~clicks.bot[rows])
        spoiler.put("dwell_seconds", ("-1.0", "-40.0"), 0.002, "negative_dwell")
        spoiler.put("dwell_seconds", ("n/a", "三秒"), 0.002, "dwell_seconds__dtype")
        spoiler.put("channel_id", ("c99", "unknown"), 0.002, "unknown_channel")
        spoiler.put("clicked_at", ("1970-01-01 00:00:00", "2099-12-31 23:59:59"), 0.001, "impossible_time")
        spoiler.copy_rows(0.003, "delivered_twice")
        file = f"clicks/{first_day:%Y-%m}.csv"
        delivered = spoiler.rows()
        write_csv(folder / file, table_of(columns).take(delivered))
        truth.polluted(file, spoiler.notes)
        written += len(delivered)
    return written


def _write_truth(truth: Truth, names: Names, clicks: Clicks) -> None:
    bots = np.flatnonzero(clicks.bot)
    ids = np.array([f"k{row + 1:09d}" for row in bots.tolist()], object)
    truth.write_table("clicks", {"click_id": ids, "kind": np.full(len(bots), "bot", object)})
    truth.write_table(
        "channels",
        {
            "channel_id": names.channel(np.arange(len(CHANNELS))),
            "kind": np.array([channel.kind for channel in CHANNELS], object),
            "is_attack": np.array([channel.bots > 0 for channel in CHANNELS]),
            "bot_share": np.array([channel.bots for channel in CHANNELS]),
        },
    )
