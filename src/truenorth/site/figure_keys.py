"""The name of one printed figure on a metric's page, shared by the page and the proof that it carries."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

UNTOUCHED = "!~*'()"  # what `encodeURIComponent` leaves as it is, too


def figure_key(dimension: str, member: str, start: date | None) -> str:
    """Return `dimension/member/period start`, each part percent-encoded; no start is the whole history."""
    parts = (dimension, member, start.isoformat() if start else "")
    return "/".join(map(figure_part, parts))


def figure_part(name: str) -> str:
    """Return a name percent-encoded: whatever it holds, the browser gets it back as it was."""
    return quote(name, safe=UNTOUCHED)
