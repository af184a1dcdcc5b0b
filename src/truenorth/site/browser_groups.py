"""The graph of groups: which accounts acted together, by signal, and which groups share accounts."""

from __future__ import annotations

from typing import Any

from ..wording import Words
from .browser_chart import both
from .figures import Figures

MOST_GROUPS = 200
"""A picture with more circles is no longer read; the table has all of them."""


def groups_block(figures: Figures) -> dict[str, Any] | None:
    """Return `#groups-data` of the brushing page, for `assets/groups.js`; None without a group.

    Returns: `signals` with their titles, the largest `groups` in counts, `ties` between these, `left_out`.
    """
    brushing = figures.brushing
    shown = brushing.groups[:MOST_GROUPS]
    if not shown:
        return None
    titles = {count.signal: Words(count.title, count.title_zh) for count in brushing.signals if count.title}
    numbers = {group.number for group in shown}
    return {
        "signals": {
            signal: both(titles.get(signal, Words(signal)))
            for signal in dict.fromkeys(group.signal for group in shown)
        },
        "groups": [
            {
                "number": group.number,
                "signal": group.signal,
                "members": group.members,
                "findings": group.findings,
                "blocked": group.blocked,
                "targets": group.targets,
            }
            for group in shown
        ],
        "ties": [
            [tie.number, tie.other, tie.shared]
            for tie in brushing.ties
            if tie.number in numbers and tie.other in numbers
        ],
        "left_out": len(brushing.groups) - len(shown),
    }
