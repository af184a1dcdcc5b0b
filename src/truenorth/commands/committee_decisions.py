"""What `truenorth committee decisions` says: who was right, and how much was decided without data. D12."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ..committee.charter import load_charter
from ..committee.decisions import Decision, Score, Share, load_decisions, score
from ..errors import ExitCode
from ..project import Project
from .committee_reports import share_as_json

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass(frozen=True)
class DecisionsReport:
    """The log of decisions, scored on one day, beside the charter's quota (D13): a report, never a gate.

    Attributes:
        quota: share of decisions that the charter keeps free of data; None without a committee.
    """

    day: date
    decisions: Sequence[Decision]
    quota: float | None

    exit_code = ExitCode.PASS

    @property
    def score(self) -> Score:
        return score(self.decisions)

    def as_json(self) -> dict[str, Any]:
        told = self.score
        return {
            "schema_version": 1,
            "as_of": self.day.isoformat(),
            "decisions": len(self.decisions),
            "outcome_known": sum(bool(one.outcome) for one in self.decisions),
            "non_data_quota": self.quota,
            "taken_without_data": share_as_json(told.judgement),
            **{f"{name}_right": share_as_json(share) for name, share in _advisers(told)},
        }

    def as_text(self) -> RenderableType:
        from rich.console import Group
        from rich.text import Text

        from .judge_reports import figures_table

        if not self.decisions:
            return Text("no decision is written down; `truenorth explain TN-G007` shows a whole log")
        told = self.score
        rows = [[name, *_cells(share)] for name, share in _advisers(told)]
        kept = f"; the charter keeps {self.quota:.0%} free of data" if self.quota is not None else ""
        known = sum(bool(one.outcome) for one in self.decisions)
        return Group(
            Text(f"{len(self.decisions)} decisions until {self.day}, the outcome of {known} is known"),
            figures_table(["", "right", "of", "share", "90 % interval"], rows),
            Text(f"without data: {told.judgement.count} of {told.judgement.of}{kept}"),
        )


def decisions_report(project: Project, day: date) -> DecisionsReport:
    """Score what was decided until a day.

    Raises: ConfigurationError TN-G007 naming the line of the log.
    """
    charter = load_charter(project)
    rules = charter.rules_on(day) if charter else None
    decisions = [one for one in load_decisions(project) if one.decided_on <= day]
    return DecisionsReport(day, decisions, float(rules.non_data_quota) if rules else None)


def _advisers(told: Score) -> list[tuple[str, Share]]:
    return [("expert", told.expert), ("model", told.model), ("chosen", told.chosen)]


def _cells(share: Share) -> list[str]:
    if not share.of:
        return ["0", "0", "", ""]
    return [
        str(share.count),
        str(share.of),
        f"{share.count / share.of:.0%}",
        f"{share.low:.0%} to {share.high:.0%}",
    ]
