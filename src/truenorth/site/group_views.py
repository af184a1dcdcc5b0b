"""The groups that acted together, as rows of a table: what the graph shows to those who see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..wording import Words, format_count
from ..wording.numbers import MISSING
from .brushing_figures import BrushingFigures, Group


@dataclass(frozen=True)
class GroupRow:
    """One group, printed.

    Attributes:
        days: first and last day of its findings.
        ties: one sentence for each group that it shares accounts with.
    """

    number: int
    signal: Words
    members: str
    findings: str
    blocked: str
    targets: str
    authors: str
    days: str
    ties: tuple[Words, ...]


def view_groups(brushing: BrushingFigures) -> Sequence[GroupRow]:
    """Return every group of a release, the largest first."""
    titles = {count.signal: Words(count.title, count.title_zh) for count in brushing.signals if count.title}
    ties: dict[int, list[Words]] = {}
    for tie in brushing.ties:
        for own, other in ((tie.number, tie.other), (tie.other, tie.number)):
            shared = format_count(tie.shared)
            said = Words(f"{shared} with group {other}", f"与第{other}组共{shared}个")
            ties.setdefault(own, []).append(said)
    return tuple(
        _row(group, titles.get(group.signal, Words(group.signal)), ties.get(group.number, ()))
        for group in brushing.groups
    )


def _row(group: Group, signal: Words, ties: Sequence[Words]) -> GroupRow:
    days = [day.isoformat() for day in (group.first_day, group.last_day) if day]
    return GroupRow(
        number=group.number,
        signal=signal,
        members=format_count(group.members),
        findings=format_count(group.findings),
        blocked=format_count(group.blocked),
        targets=_count(group.targets),
        authors=_count(group.authors),
        days=" – ".join(dict.fromkeys(days)) or MISSING,
        ties=tuple(ties),
    )


def _count(number: int | None) -> str:
    return MISSING if number is None else format_count(number)
