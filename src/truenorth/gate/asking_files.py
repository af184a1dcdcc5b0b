"""The part of the answer that files can give; no warehouse is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ..committee.gate import standing
from ..definitions.lint import lint
from ..judge.copying import environment_of
from .affairs import committee_findings, lint_findings
from .asked import Asked, Leniency
from .contracts.diff import diff_contracts
from .contracts.findings import contract_findings
from .definitions.diff import diff_definitions
from .definitions.findings import definition_findings
from .report import Evaluated, GateReport
from .revisions.copies import Copy

NO_BASE = "the project is not there at the base: everything is new"


def ask_files(
    asked: Asked, base: Copy, head: Copy, report: GateReport, leniency: Leniency, today: date
) -> GateReport:
    """Ask what files can answer: contracts, definitions, lint, votes and calibrations."""
    assert head.project is not None
    there = head.project
    contracts = asked.ask("contracts", lambda: diff_contracts(base, head))
    if contracts is not None:
        asked.findings += contract_findings(contracts, leniency.settings)
        report = replace(report, contracts=contracts.changes)
    linted = asked.ask("lint", lambda: lint(there))
    asked.findings += lint_findings(linted[1], head) if linted else ()
    with environment_of(head):
        standing_now = asked.ask("votes", lambda: standing(there, as_of=today))
    if standing_now is None:
        asked.evaluated["calibration"] = Evaluated("unknown", asked.evaluated["votes"].reason)
    else:
        asked.ask("calibration", lambda: None)
        asked.findings += committee_findings(standing_now, head)
    approvals = standing_now.approvals if standing_now else {}
    definitions = asked.ask("definitions", lambda: diff_definitions(base, head))
    if definitions is not None:
        approved = {metric for metric, one in approvals.items() if one.state == "approved"}
        asked.findings += definition_findings(definitions, approved)
        report = replace(report, definitions=definitions)
    if base.project is None:
        for check in ("contracts", "definitions"):
            asked.evaluated[check] = Evaluated("skipped", NO_BASE)
    return report
