"""The answer as SARIF 2.1.0, which code scanning of GitHub, Azure and most editors read."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from ..finding import GateFinding, Grade
from ..report import GateReport
from .rule_pages import RulePage, rule_page
from .sentences import describe_verdict
from .taming import spell_marks, tame

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: dict[Grade, str] = {"fail": "error", "unknown": "error", "warn": "warning", "note": "note"}

MOST_RESULTS = 5_000
"""GitHub code scanning shows as many of one run and refuses a run with more than 25,000."""

PROJECT_FILE = "dbt_project.yml"
"""Stands for the project where no file is known: GitHub refuses a run with a result that is nowhere."""


def render(report: GateReport) -> str:
    """Return one SARIF log with one run; results stand worst first."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return spell_marks(json.dumps(log, ensure_ascii=False, indent=2, allow_nan=False))


def _run(report: GateReport) -> dict[str, Any]:
    shown = report.findings[:MOST_RESULTS]
    codes = list(dict.fromkeys(one.code for one in shown))
    return {
        "tool": {
            "driver": {
                "name": "truenorth",
                "version": version("truenorth"),
                "rules": [_rule(rule_page(code)) for code in codes],
            }
        },
        "automationDetails": {"id": f"truenorth/gate/{report.asked}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": report.verdict != "unknown",
                "exitCode": int(report.exit_code),
                "toolExecutionNotifications": _notifications(report, cut=len(report.findings) - len(shown)),
            }
        ],
        "results": [_result(one, codes.index(one.code), report) for one in shown],
        "properties": {"verdict": report.verdict, "said": describe_verdict(report).en},
    }


def _notifications(report: GateReport, *, cut: int) -> list[dict[str, Any]]:
    told = [
        {"level": "error", "message": {"text": tame(f"{check} could not be checked: {one.reason}")}}
        for check, one in report.evaluated.items()
        if one.state == "unknown"
    ]
    if cut:
        told.append({"level": "warning", "message": {"text": f"and {cut:,} more that are not listed"}})
    return told


def _rule(page: RulePage) -> dict[str, Any]:
    help_text = page.page or tame(page.title)  # GitHub wants help of every rule
    return {
        "id": tame(page.code),
        "shortDescription": {"text": tame(page.title)},
        "fullDescription": {"text": tame(page.happened)},
        "help": {"text": help_text, "markdown": help_text},
    }


def _result(one: GateFinding, rule: int, report: GateReport) -> dict[str, Any]:
    mend = f" (mend: {tame(one.mend.en)})" if one.mend else ""
    result: dict[str, Any] = {
        "ruleId": tame(one.code),
        "ruleIndex": rule,
        "level": LEVELS[one.grade],
        "message": {"text": f"{tame(one.subject)}: {tame(one.said.en)}{mend}"},
        "locations": [_location(one)],
        # the first name is the one by which GitHub knows an alert again
        "partialFingerprints": {
            "primaryLocationLineHash": f"{one.fingerprint}:1",
            "truenorthFinding/v1": one.fingerprint,
        },
        "suppressions": [],
        "properties": {"check": one.check, "grade": one.grade},
    }
    if one.waived is not None:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": f"waived: {tame(one.waived)}"}
        ]
    if any(other.is_known for other in report.findings):
        result["baselineState"] = "unchanged" if one.is_known else "new"
    return result


def _location(one: GateFinding) -> dict[str, Any]:
    file, line = (PROJECT_FILE, None) if one.place is None else (one.place.file, one.place.line)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(file, errors="backslashreplace")},
            "region": {"startLine": line or 1},  # GitHub requires a line
        },
        "logicalLocations": [{"fullyQualifiedName": tame(one.subject)}],
    }
