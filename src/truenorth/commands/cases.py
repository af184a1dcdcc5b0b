"""What `truenorth appeal` says of cases: many without naming anybody, one with its evidence."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..appeals.decisions import Decision

if TYPE_CHECKING:
    from rich.console import RenderableType

EVIDENCE = (
    "subject_type", "subject_id", "actor_id", "occurred_at", "window_start", "window_end", "observed",
    "expected", "p_value", "partners", "purity", "exclusivity", "score", "found_at",
)  # fmt: skip


@dataclass(frozen=True)
class Cases:
    """Cases by size, without subjects; `total` counts those that the limit leaves out too."""

    cases: list[dict[str, Any]]
    total: int

    def as_json(self) -> dict[str, Any]:
        return {"cases": self.cases, "total": self.total}

    def as_text(self) -> RenderableType:
        from rich.box import SIMPLE
        from rich.table import Table

        caption = f"{len(self.cases)} of {self.total:,} cases"
        table = Table(box=SIMPLE, show_edge=False, caption=caption, caption_justify="left")
        for column in ("case", "code", "signal", "grade", "findings", "p", "decision"):
            table.add_column(column, justify="right" if column in ("findings", "p") else "left", no_wrap=True)
        for case in self.cases:
            table.add_row(
                case["case_id"][:12],
                case["code"],
                case["signal"],
                case["grade"],
                f"{case['findings']:,}",
                _number(case["smallest_p"]),
                case["decision"] or "",
            )
        return table


@dataclass(frozen=True)
class Case:
    """One case.

    Attributes:
        case: what its signal states, and counts.
        evidence: its strongest findings.
        related: cases of other signals that hold the same subjects, with how many: after a retraction of this
            case they still count.
        decisions: every decision about it, oldest first.
    """

    case: dict[str, Any]
    evidence: list[dict[str, Any]]
    related: list[dict[str, Any]]
    decisions: list[Decision]

    def as_json(self) -> dict[str, Any]:
        decisions = [asdict(decision) for decision in self.decisions]
        return {**self.case, "evidence": self.evidence, "related": self.related, "decisions": decisions}

    def as_text(self) -> RenderableType:
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        head = Table(show_header=False)
        for name, value in self.case.items():
            head.add_row(name.replace("_", " "), Text(_number(value)))
        shown = [name for name in EVIDENCE if any(row[name] is not None for row in self.evidence)]
        rows = Table(*(name.replace("_", " ") for name in shown))
        for row in self.evidence:
            rows.add_row(*(Text(_number(row[name])) for name in shown))
        caption = f"{len(self.evidence)} of {self.case['findings']:,} findings, strongest first"
        told = [
            Text(f"{one.decided_on} {one.decision} by {one.by}: {one.reason}") for one in self.decisions
        ] or [Text("no decision yet")]
        beside = [
            Text(
                f"{one['shared']:,} of its subjects are also in case {one['case_id'][:12]} ({one['signal']})"
            )
            for one in self.related
        ]
        return Group(head, rows, Text(caption), Text(), *beside, *told)


def _number(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.3g}" if isinstance(value, float) else str(value)
