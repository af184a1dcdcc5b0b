"""SARIF that keeps the standard's schema, and that code scanning can follow from run to run."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from gate_reports import finding, full_report, hostile_report, large_report, quiet_report
from truenorth.gate.finding import Place
from truenorth.gate.outputs import sarif
from truenorth.gate.report import GateReport

GOLDEN = Path(__file__).parents[2] / "golden"
VALIDATOR = Draft202012Validator(json.loads((GOLDEN / "sarif-2.1.0.schema.json").read_text("utf-8-sig")))


def printed(report: GateReport) -> Any:
    return json.loads(sarif.render(report).encode("utf-8"))


def run_of(report: GateReport) -> Any:
    return printed(report)["runs"][0]


def result_of(report: GateReport, subject: str) -> Any:
    (found,) = (one for one in run_of(report)["results"] if one["message"]["text"].startswith(f"{subject}:"))
    return found


@pytest.mark.parametrize("report", [full_report, quiet_report, hostile_report])
def test_the_log_keeps_the_schema_of_the_standard(report: Callable[[], GateReport]) -> None:
    assert list(VALIDATOR.iter_errors(printed(report()))) == []


def test_the_schema_of_the_standard_refuses_what_is_wrong() -> None:
    log = printed(full_report())
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not VALIDATOR.is_valid(log)


def test_levels_follow_grades() -> None:
    levels = {one["properties"]["grade"]: one["level"] for one in run_of(full_report())["results"]}
    assert levels == {"fail": "error", "unknown": "error", "warn": "warning", "note": "note"}


def test_a_finding_is_where_it_is() -> None:
    place = result_of(full_report(), "orders")["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "expectations/rows/orders.py"},
        "region": {"startLine": 12},
    }


def test_a_finding_without_a_place_is_at_the_project() -> None:
    place = result_of(full_report(), "gmv")["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "dbt_project.yml"}, "region": {"startLine": 1}}


def test_a_path_is_a_uri() -> None:
    report = replace(quiet_report(), findings=(finding(place=Place("models/a b/指标#1.yml")),))
    uri = run_of(report)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert not set(" #") & set(uri)
    assert unquote(uri) == "models/a b/指标#1.yml"


def test_a_moved_finding_is_the_same_alert() -> None:
    here, there = (
        run_of(replace(quiet_report(), findings=(finding(place=Place("a.yml", line)),)))["results"][0]
        for line in (3, 300)
    )
    assert here["partialFingerprints"] == there["partialFingerprints"]
    other = run_of(replace(quiet_report(), findings=(finding(key="b", place=Place("a.yml", 3)),)))["results"][
        0
    ]
    assert here["partialFingerprints"] != other["partialFingerprints"]


def test_a_waived_finding_is_suppressed_and_a_known_one_unchanged() -> None:
    full = full_report()
    assert result_of(full, "visits")["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "waived: W-7"}
    ]
    assert result_of(full, "orders")["suppressions"] == []
    states = {one["message"]["text"].split(":")[0]: one["baselineState"] for one in run_of(full)["results"]}
    assert states == dict.fromkeys(states, "new") | {"clicks": "unchanged"}


def test_without_a_baseline_nothing_is_said_of_one() -> None:
    report = replace(full_report(), findings=(finding(),))
    assert "baselineState" not in run_of(report)["results"][0]


def test_rules_are_the_pages_of_their_codes() -> None:
    run = run_of(full_report())
    rules = {one["id"]: one for one in run["tool"]["driver"]["rules"]}
    assert set(rules) == {"TN-M010", "TN-E003", "ACME-001"}
    assert "## How to mend" in rules["TN-M010"]["help"]["markdown"]
    assert not rules["TN-M010"]["shortDescription"]["text"].startswith("TN-")
    assert rules["ACME-001"]["shortDescription"]["text"] == "ACME-001"
    assert all(
        run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"]
    )


def test_what_could_not_be_judged_is_told_and_no_success() -> None:
    quiet = quiet_report()
    (one,) = run_of(quiet)["invocations"]
    assert one == {"executionSuccessful": True, "exitCode": 0, "toolExecutionNotifications": []}
    report = replace(quiet, evaluated=full_report().evaluated)
    (one,) = run_of(report)["invocations"]
    assert not one["executionSuccessful"]
    assert one["exitCode"] == 3
    assert "the base could not be built" in one["toolExecutionNotifications"][0]["message"]["text"]


def test_no_more_results_than_code_scanning_shows_and_the_rest_is_counted() -> None:
    run = run_of(large_report(1_300))
    assert len(run["results"]) == sarif.MOST_RESULTS
    (cut,) = (
        one for one in run["invocations"][0]["toolExecutionNotifications"] if "more" in one["message"]["text"]
    )
    assert cut["message"]["text"] == "and 200 more that are not listed"
    assert {one["properties"]["grade"] for one in run["results"][:2600]} == {"fail", "unknown"}


def test_no_mark_that_azure_obeys_is_printed() -> None:
    assert "##" not in sarif.render(replace(hostile_report(), findings=(finding("##vso[task.complete]"),)))
