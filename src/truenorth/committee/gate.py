"""The committee's gate: everything that is wrong, and whether a build may go on. Realises D3, D8."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..definitions.contract import MetricContract
from ..errors import GateError
from ..project import Project
from ..wording.words import Words
from .approvals import Approval, Meaning, approvals
from .budget import budget_findings
from .calibrations import load_calibrations
from .due import Due, calibrations_due
from .findings import Finding
from .impact_map import impact_findings, load_impact_map
from .records import Records, load_records
from .stated_versions import version_findings

CI = "CI"  # set by every large CI service
NOT_SET = ("", "0", "false", "no")


@dataclass(frozen=True)
class Standing:
    """The committee's affairs on one day.

    Attributes:
        records: None if the project has no committee.
        due: next calibration of each metric in office.
    """

    day: date
    records: Records | None
    contracts: Mapping[str, MetricContract]
    approvals: Mapping[str, Approval]
    due: tuple[Due, ...]
    findings: tuple[Finding, ...]


def is_approval_required(flag: bool = False) -> bool:
    """Whether a build must fail over an unapproved metric: it was asked to, or it runs in CI."""
    return flag or os.environ.get(CI, "").lower() not in NOT_SET


def require_approval(project: Project, *, flag: bool = False, meaning: Meaning | None = None) -> Standing:
    """Judge the committee's affairs before a release is published.

    Returns: the standing; where approval is not demanded, the page and the verdicts say `unapproved`.
    Raises: GateError with the code of the first finding of grade `gate`, naming them all, if approval is
        demanded (`flag`, or the environment variable CI); what `standing` raises.
    """
    found = standing(project, meaning=meaning)
    stopping = [one for one in found.findings if one.grade == "gate"]
    if stopping and is_approval_required(flag):
        told = [f"{one.code} {one.said.en}: {', '.join(one.metrics)}" for one in stopping]
        raise GateError(
            stopping[0].code,
            "; ".join(told),
            where=str(project.root / "committee"),
            mend="`truenorth committee status` says what is missing",
        )
    return found


def standing(
    project: Project,
    *,
    as_of: date | None = None,
    contracts: Mapping[str, MetricContract] | None = None,
    meaning: Meaning | None = None,
) -> Standing:
    """Read and judge everything that the committee wrote, as of a day (default: today).

    Raises: what `approvals`, `load_impact_map` and `load_calibrations` raise.
    """
    from ..definitions.contract import load_contracts

    day = as_of or date.today()
    contracts = load_contracts(project) if contracts is None else contracts
    records = load_records(project)
    approved = approvals(project, as_of=as_of, contracts=contracts, meaning=meaning)
    due: tuple[Due, ...] = ()
    if records:
        due = tuple(calibrations_due(records.charter, contracts, load_calibrations(project), day))
    findings = [*_unapproved(approved), *version_findings(contracts, approved), *_overdue(due)]
    if rules := records.charter.rules_on(day) if records else None:
        findings += [
            *budget_findings(contracts, rules),
            *impact_findings(load_impact_map(project), contracts),
        ]
    return Standing(day, records, contracts, approved, due, tuple(findings))


def _unapproved(approved: Mapping[str, Approval]) -> Iterator[Finding]:
    for metric, one in approved.items():
        if one.state == "unapproved":
            yield Finding("TN-G012", "gate", one.reason, (metric,))


def _overdue(due: tuple[Due, ...]) -> Iterator[Finding]:
    for one in due:
        if one.is_overdue:
            said = Words(f"calibration was due on {one.due}", f"校准应于 {one.due} 完成，现已逾期")
            yield Finding("TN-G020", "warning", said, (one.metric,))
