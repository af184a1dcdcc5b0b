"""What stands against a project whatever the change is: lint, votes and calibrations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..committee.gate import Standing
from ..definitions.contract import MetricContract
from ..definitions.finding import Finding as LintFinding
from ..wording.words import Words
from .contracts.yaml_lines import line_of_name
from .definitions.places import place_of
from .finding import GateFinding, Place
from .revisions.copies import Copy

OVERDUE = "TN-G020"
ALL = "committee"


def lint_findings(found: tuple[LintFinding, ...], head: Copy) -> Iterator[GateFinding]:
    """Yield what lint found: its errors keep a change out, its warnings are told."""
    for one in found:
        yield GateFinding(
            check="lint",
            grade="fail" if one.severity == "error" else "warn",
            code=one.code,
            subject=one.metric,
            said=Words(one.what, one.what),
            mend=Words(one.mend, one.mend),
            place=_place(one, head),
            key=one.what,
        )


def committee_findings(standing: Standing, head: Copy) -> Iterator[GateFinding]:
    """Yield what is wrong with the committee's affairs, overdue calibrations under a check of their own."""
    for one in standing.findings:
        is_overdue = one.code == OVERDUE
        mend = f"`truenorth explain {one.code}`"
        yield GateFinding(
            check="calibration" if is_overdue else "votes",
            grade="fail" if one.grade == "gate" else "warn",
            code=one.code,
            subject=", ".join(one.metrics) or ALL,
            said=one.said,
            mend=Words(mend, mend),
            place=_of_first(one.metrics, standing.contracts, head),
        )


def _place(one: LintFinding, head: Copy) -> Place | None:
    where = one.where.partition(":")[0]
    if head.project is None or not where or not (head.project.root / where).is_file():
        return None
    path = head.project.root / where
    return Place(head.file(path), line_of_name(path.read_text(encoding="utf-8"), (one.metric,)))


def _of_first(metrics: tuple[str, ...], contracts: Mapping[str, MetricContract], head: Copy) -> Place | None:
    first = next((contracts[metric] for metric in metrics if metric in contracts), None)
    return None if first is None else place_of(first, head)
