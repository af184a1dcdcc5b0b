"""What `truenorth funnel` prints: a line a candidate with its four scores, then who is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ExitCode
from ..judge.admission import DIMENSIONS, Admission
from ..judge.funnel import Candidate, Funnel
from ..judge.intervals import Interval
from ..judge.marks import Mark

SIGNS = {Mark.ADMITTED: "✓", Mark.DOUBTFUL: "?", Mark.REFUSED: "✗", Mark.UNKNOWN: " "}
LEGEND = (
    "✓ admitted, ? doubtful, ✗ refused, blank unknown; with 95 % intervals: rank correlation with the goal;",
    "strongest effect of a sound experiment; percent moved for each percent of brushing; error beside the",
    "last value. A dimension has further tests (missing information, a rival): expectations/admissions/.",
)


def _number(one: Interval) -> str:
    if one.value != one.value:
        return "no figure"
    return one.in_words() if one.is_known else f"{one.value:.2f}"


def scores(one: Admission) -> dict[str, str]:
    """Return the leading figure of each dimension in words; empty where nothing was measured."""
    effects = [effect for effect in (one.operability.effects if one.operability else ()) if effect.is_sound]
    strongest = max(effects, key=lambda effect: abs(effect.relative.value), default=None)
    return {
        "relevance": _number(one.backtest.spearman) if one.backtest else "",
        "operability": _number(strongest.relative) if strongest else "",
        "resistance": _number(one.stress.elasticity) if one.stress else "",
        "long_term": _number(one.backtest.beside_naive) if one.backtest else "",
    }


@dataclass(frozen=True)
class FunnelReport:
    """The funnel and the files that the admissions were written to."""

    funnel: Funnel
    files: Sequence[Path]

    @property
    def exit_code(self) -> ExitCode:
        """Whether anything is left; if all is unknown nothing could be evaluated."""
        if self.funnel.remaining:
            return ExitCode.PASS
        is_unknown = all(one.admission.verdict is Mark.UNKNOWN for one in self.funnel.candidates)
        return ExitCode.COULD_NOT_EVALUATE if is_unknown else ExitCode.GATE_FAILED

    def as_json(self) -> dict[str, Any]:
        one = self.funnel
        return {
            "schema_version": 1,
            "exit_code": int(self.exit_code),
            "candidates": [_as_json(candidate) for candidate in one.candidates],
            "left_after": one.left_after,
            "remaining": [candidate.metric for candidate in one.remaining],
            "proposed": [candidate.metric for candidate in one.proposed],
            "max_north_stars": one.seats,
            "runs": one.runs,
            "seconds": round(one.seconds, 1),
            "files": [str(file) for file in self.files],
        }

    def as_text(self) -> str:
        one = self.funnel
        rows = [["candidate", *(f"  {name.replace('_', ' ')}" for name in DIMENSIONS), "fell at"]]
        for candidate in sorted(one.candidates, key=_depth):
            told = scores(candidate.admission)
            marks = candidate.admission.marks
            cells = [f"{SIGNS[marks[name]]} {told[name]}" for name in DIMENSIONS]
            rows.append([candidate.metric, *cells, (candidate.fell_at or "").replace("_", " ")])
        widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
        lines = [
            "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
        left = ", ".join(f"{count} after {name.replace('_', ' ')}" for name, count in one.left_after.items())
        return "\n".join([*lines, "", *LEGEND, "", f"{len(one.candidates)} candidates, {left}.", *_end(one)])


def _depth(one: Candidate) -> tuple[int, str]:
    """Who came furthest stands first."""
    return (-DIMENSIONS.index(one.fell_at) if one.fell_at else -len(DIMENSIONS), one.metric)


def _end(one: Funnel) -> list[str]:
    cost = f"{one.runs} runs of the chain, {one.seconds / 60:.0f} minutes."
    if not one.proposed:
        return ["Nothing is left to propose.", cost]
    seats = "" if one.seats is None else f" (the charter has {one.seats} seats)"
    names = [candidate.metric for candidate in one.proposed]
    return [
        f"To propose{seats}: {', '.join(names)}. People decide:",
        *(f"  truenorth committee propose {name} --by MEMBER --why REASON" for name in names),
        cost,
    ]


def _as_json(one: Candidate) -> dict[str, Any]:
    told = one.admission
    return {
        "metric": one.metric,
        "verdict": str(told.verdict),
        "fell_at": one.fell_at,
        "is_vanity": one.is_vanity,
        "marks": {name: str(mark) for name, mark in told.marks.items()},
        "missing": dict(told.missing),
        "definition": told.definition,
        **told.measured(),
    }
