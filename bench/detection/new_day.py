"""What one more day costs beside the whole history."""

from __future__ import annotations

from pathlib import Path

from .dbt_run import Cost, Machine, Scratch
from .inputs import count_events, link, long_history


def new_day(
    data: Path, work: Path, machine: Machine, project: Path, variables: dict[str, object], repeats: int
) -> dict[str, object]:
    """Detect a history of `repeats` data sets without its last day, then the last day on top.

    Returns: the look-back, events and seconds of both runs; `of_history` is the new day's share of the
        history's model time.
    """
    before = long_history(data, work / "before", repeats, without_last_day=True)
    after = long_history(data, work / "after", repeats, without_last_day=False)
    history, day = count_events(before), count_events(after) - count_events(before)
    scratch = Scratch(work / "project", machine, project)
    seen = work / "seen"
    whole = scratch.detect(link(before, seen), variables)
    added = scratch.detect(link(after, seen), variables, fresh=False)
    return {
        "repeats": repeats,
        "lookback_days": variables.get("truenorth_lookback_days", "as in the project"),
        "history": _told(history, whole),
        "day": _told(day, added),
        "of_history": round(added.model_seconds / whole.model_seconds, 4),
    }


def _told(events: int, cost: Cost) -> dict[str, object]:
    return {
        "events": events,
        "seconds": cost.seconds,
        "cpu_seconds": cost.cpu_seconds,
        "model_seconds": round(cost.model_seconds, 3),
        "by_model": cost.by_model,
        "peak_mb": cost.peak_mb,
    }
