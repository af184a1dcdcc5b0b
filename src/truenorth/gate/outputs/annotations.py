"""Which findings a CI system shows beside the code: the worst, and a count of what is over its limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..finding import GateFinding
from ..report import GateReport

Level = Literal["error", "warning", "notice"]
LEVELS: tuple[Level, ...] = ("error", "warning", "notice")

MOST_PER_LEVEL = 10
"""What GitHub and Azure show of one level and step; they drop the rest without a word."""


@dataclass(frozen=True)
class Annotation:
    """One thing to show; `finding` is None for the last one of a level, which counts what was cut."""

    level: Level
    message: str
    finding: GateFinding | None = None


def annotations_of(report: GateReport) -> list[Annotation]:
    """Return what is shown, worst first; what is waived or known before is not shown beside the code."""
    shown: list[Annotation] = []
    for level in LEVELS:
        of_level = [one for one in report.findings if _level(one) == level]
        is_cut = len(of_level) > MOST_PER_LEVEL
        kept = of_level[: MOST_PER_LEVEL - 1] if is_cut else of_level
        shown += [Annotation(level, _message(one), one) for one in kept]
        if is_cut:
            shown.append(Annotation(level, f"and {len(of_level) - len(kept):,} more; the summary lists them"))
    return shown


def _level(one: GateFinding) -> Level | None:
    if one.waived is not None or one.is_known:
        return None
    if one.counts:
        return "error"
    return "warning" if one.grade == "warn" else "notice"


def _message(one: GateFinding) -> str:
    return f"{one.said.en}\nmend: {one.mend.en}" if one.mend else one.said.en
