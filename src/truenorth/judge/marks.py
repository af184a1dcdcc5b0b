"""The four answers of the judge, and how one becomes of several."""

from __future__ import annotations

from enum import StrEnum


class Mark(StrEnum):
    """Unknown is never admitted: it is the worst answer after a refusal."""

    ADMITTED = "admitted"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"
    UNKNOWN = "unknown"


_WORST_FIRST = (Mark.REFUSED, Mark.UNKNOWN, Mark.DOUBTFUL, Mark.ADMITTED)


def worst(marks: list[Mark]) -> Mark:
    """Return the answer that decides; none at all is unknown."""
    return next((mark for mark in _WORST_FIRST if mark in marks), Mark.UNKNOWN)


def below(low: float | None, high: float | None, limit: float | None) -> Mark:
    """Say whether an interval keeps below a limit: wholly, not at all, or in part; unknown without either."""
    if low is None or high is None or limit is None:
        return Mark.UNKNOWN
    if high <= limit:
        return Mark.ADMITTED
    return Mark.REFUSED if low > limit else Mark.DOUBTFUL
