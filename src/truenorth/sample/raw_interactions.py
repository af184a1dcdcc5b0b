"""Raw table `interactions`: one Parquet file a week, in the words of the shop's own log."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .acts import ACTIONS, Acts
from .arrays import Columns
from .calendar import timestamps, week_file
from .files import table_of, write_parquet
from .kinds import Kind
from .names import Names, numbered
from .plan import Plan
from .pollution import Spoiler
from .truth import Truth

ACTION_NAMES = np.array(ACTIONS, object)
UNKNOWN_ACTIONS = ("lkie", "点赞", "LIKE", "view_v2")
IMPOSSIBLE_TIMES = (np.datetime64("1970-01-01T00:00:00", "us"), np.datetime64("2099-12-31T23:59:59", "us"))


def write_interactions(
    folder: Path, truth: Truth, plan: Plan, names: Names, week: int, acts: Acts, first_number: int
) -> int:
    """Write the acts of one week, polluted; return the number of rows.

    Args:
        first_number: of the first act, counted over all weeks.
    """
    count = len(acts)
    columns: Columns = {
        "event_id": numbered("e", first_number, count),
        "account_id": names.account(acts.account),
        "content_id": names.content(acts.target),
        "action": ACTION_NAMES[acts.action],
        "happened_at": timestamps(acts.at),
        "dwell_seconds": acts.dwell.copy(),
        "network_prefix": names.prefix(acts.prefix),
        "device_id": names.device(acts.device),
        "comment_text": acts.text,
        "channel_id": names.channel(acts.channel),
    }
    truth.interactions(columns["event_id"], acts.kind)
    spoiler = Spoiler(plan.stream(f"dirt interactions {week}"), columns, acts.kind == Kind.background)
    spoiler.negate("dwell_seconds", 0.002, "negative_dwell", among=acts.dwell > 0)
    spoiler.put("action", UNKNOWN_ACTIONS, 0.002, "unknown_action")
    spoiler.put("happened_at", IMPOSSIBLE_TIMES, 0.002, "impossible_time")
    spoiler.put("account_id", (None,), 0.001, "account_id__not_nullable")
    spoiler.copy_rows(0.004, "delivered_twice")
    file = f"interactions/{week_file(week)}.parquet"
    rows = spoiler.rows()
    write_parquet(folder / file, table_of(columns).take(rows))
    truth.polluted(file, spoiler.notes)
    return len(rows)
