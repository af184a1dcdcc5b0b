"""The name of one printed figure on a metric's page, shared by the page and the proof that it carries."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

UNTOUCHED = "!~*'()"  # what `encodeURIComponent` leaves as it is, too


def figure_key(dimension: str, member: str, start: date | None) -> str:
    """Return `dimension/member/period start`, each part percent-encoded; no start is the whole history."""
    parts = (dimension, member, start.isoformat() if start else "")
    return "/".join(quote(part, safe=UNTOUCHED) for part in parts)
