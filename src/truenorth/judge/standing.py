"""What a recorded admission is worth today: stale or decayed figures admit nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..errors import ConfigurationError, TruenorthError
from .marks import Mark
from .provenance import SHORT
from .records import Recorded

KEPT_SHARE = 0.5
"""Share of its first score below which a metric has lost its sight (D10); our choice: half of it is gone."""
DECAYED = "its sight has decayed"
CADENCE_DAYS = {"biweekly": 14, "monthly": 31, "quarterly": 92, "yearly": 366}
DEFAULT_CADENCE = "quarterly"  # the founding documents' calibration (D5)


@dataclass(frozen=True)
class Standing:
    """The verdict that is published and why."""

    verdict: Mark
    reason: str


def standing(
    told: Recorded | ConfigurationError | None,
    *,
    now: datetime,
    cadence: str,
    definition: Callable[[], str],
    batches: Collection[str],
    sight: float | None = None,
) -> Standing:
    """Say what a record is worth.

    Args:
        cadence: how often the contract says that the metric is looked at again.
        definition: returns the hash of the definition as it is now; asked only where a record may stand.
        batches: ids of the batches that are admitted now.
        sight: rank correlation that a calibration has measured since, if one has.
    """
    if told is None:
        return Standing(Mark.UNKNOWN, "no admission has been measured for this metric")
    if isinstance(told, ConfigurationError):
        return Standing(Mark.UNKNOWN, f"{told.code} {told.what}")
    last_day = told.measured_at + timedelta(days=CADENCE_DAYS[cadence])
    if now > last_day:
        return Standing(
            Mark.UNKNOWN, f"its admission is stale: measured {told.measured_at:%Y-%m-%d}, looked at {cadence}"
        )
    present = {batch[:SHORT] for batch in batches}
    gone = [batch for batch in told.batches if batch not in present]
    if gone:
        return Standing(
            Mark.UNKNOWN,
            f"its admission is stale: {len(gone)} of {len(told.batches)} batches it rests on are gone",
        )
    try:
        defined = definition()
    except TruenorthError as refusal:
        return Standing(Mark.UNKNOWN, f"{refusal.code} {refusal.what}")
    if defined != told.definition:
        return Standing(Mark.UNKNOWN, "its admission is stale: the definition has changed since")
    decay = decayed(told, sight)
    if decay is not None and told.verdict is Mark.ADMITTED:
        return Standing(Mark.DOUBTFUL, decay)
    return Standing(told.verdict, reason_of(told))


def has_decayed(at_first: float | None, now: float | None) -> bool:
    """Whether a rank correlation has lost too much of what it was; one that was never there cannot."""
    return at_first is not None and now is not None and at_first > 0 and now < KEPT_SHARE * at_first


def sight_then_and_now(told: Recorded, sight: float | None = None) -> tuple[float | None, float | None]:
    """Return the rank correlation at the first judgement and the newest one.

    Args:
        sight: what a calibration has measured since.
    """
    measured = (told.measured.get("backtest") or {}).get("recent_spearman")
    return told.first.get("recent_spearman"), measured if sight is None else sight


def decayed(told: Recorded, sight: float | None = None) -> str | None:
    """Return the decay alarm (D10) in words, None if the metric still sees as far as it did."""
    first, now = sight_then_and_now(told, sight)
    if not has_decayed(first, now):
        return None
    return f"{DECAYED}: rank correlation {now:.2f}, at its first judgement {first:.2f}"


def reason_of(told: Recorded) -> str:
    """Return the four answers in one line, what is missing last."""
    marks = ", ".join(f"{name.replace('_', ' ')} {mark}" for name, mark in told.marks.items())
    missing = "; ".join(f"{name.replace('_', ' ')}: {why}" for name, why in told.missing.items())
    return f"{marks} (measured {told.measured_at:%Y-%m-%d})" + (f"; {missing}" if missing else "")
