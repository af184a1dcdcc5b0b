"""Limits, verdicts, detection, compliance, held batches and red nodes: each check silent and speaking."""

from __future__ import annotations

from typing import Any

import pytest

from gate_sides import built, side, verdict
from truenorth.dbt import NodeResult
from truenorth.definitions.contract import MetricContract, read_contract
from truenorth.gate.finding import GateFinding
from truenorth.gate.measured.build_findings import build_findings, warnings
from truenorth.gate.measured.compliance_findings import compliance_findings
from truenorth.gate.measured.detection_diff import detection_diff, detection_findings
from truenorth.gate.measured.held_batches import held_findings
from truenorth.gate.measured.limit_findings import limit_findings
from truenorth.gate.measured.places import Places
from truenorth.project import find_project


def contract(**limits: float) -> dict[str, MetricContract]:
    stated = {
        "title": "M",
        "tier": "core",
        "kind": "value",
        "unit": "count",
        "rollup": {"numerator": "sum(n)", "period": "month"},
        "limits": {name: {"at_most": at_most, "origin": "made up"} for name, at_most in limits.items()},
    }
    return {"m": read_contract("m", stated)}


def told(findings: list[GateFinding]) -> list[tuple[str, str, str]]:
    return [(one.grade, one.code, one.key) for one in findings]


@pytest.mark.parametrize(
    ("bubble", "speaks"), [(0.2, False), (-0.2, False), (0.21, True), (-0.21, True), (None, False)]
)
@pytest.mark.parametrize(("tier", "grade"), [("core", "fail"), ("north_star", "fail"), ("candidate", "warn")])
def test_a_bubble_beyond_its_limit(bubble: float | None, speaks: bool, tier: str, grade: str) -> None:
    after = side(metric_verdicts=[verdict("m", tier, bubble=bubble)])
    found = limit_findings(None, after, contract(bubble=0.2), {})
    assert told(found) == ([(grade, "TN-D034", "bubble")] if speaks else [])


def test_an_old_breach_is_told_as_one() -> None:
    before, after = (side(metric_verdicts=[verdict("m", "core", bubble=one)]) for one in (0.6, 0.5))
    [found] = limit_findings(before, after, contract(bubble=0.2), {})
    assert "50.0" in found.said.en and "(before: 60.0" in found.said.en and "60.0%" in found.said.zh


def test_a_retired_metric_and_one_without_a_limit_are_not_asked() -> None:
    after = side(metric_verdicts=[verdict("m", "retired", bubble=9.0)])
    assert limit_findings(None, after, contract(bubble=0.2), {}) == []
    after = side(metric_verdicts=[verdict("m", "core", bubble=9.0)])
    assert limit_findings(None, after, contract(), {}) == []


def score(measure: str, value: float, low: float | None, high: float | None, **more: Any) -> dict[str, Any]:
    row = {"metric": "m", "measure": measure, "subject": "", "limit_value": 0.5, "stands": True}
    return row | {"value": value, "low": low, "high": high} | more


@pytest.mark.parametrize(
    ("row", "speaks"),
    [
        (score("elasticity", 0.7, 0.6, 0.8), True),
        (score("elasticity", -0.7, -0.8, -0.6), True),
        (score("elasticity", 0.7, 0.4, 0.9), False),  # doubtful: the judge says so, the gate does not fail
        (score("elasticity", 0.7, 0.6, 0.8, stands=False), False),
        (score("hidden", 0.6, None, None, subject="accounts"), True),
        (score("hidden", 0.4, None, None), False),
        (score("spearman", 0.9, 0.8, 0.95), False),
    ],
)
def test_scores_beyond_their_limit(row: dict[str, Any], speaks: bool) -> None:
    after = side(metric_verdicts=[verdict("m", "core")], metric_scores=[row])
    found = limit_findings(None, after, contract(), {})
    assert bool(found) == speaks
    assert all(one.grade == "fail" and one.code == "TN-D034" for one in found)


@pytest.mark.parametrize(
    ("before", "after", "speaks"),
    [
        ("admitted", "unknown", True),
        ("admitted", "refused", True),
        ("admitted", "admitted", False),
        ("doubtful", "refused", False),
        ("unapproved", "unknown", False),
    ],
)
def test_an_admission_that_falls(before: str, after: str, speaks: bool) -> None:
    old, new = (side(metric_verdicts=[verdict("m", verdict=one, reason="why")]) for one in (before, after))
    assert told(limit_findings(old, new, contract(), {})) == ([("fail", "TN-D035", "")] if speaks else [])


def test_verdicts_are_counted_by_signal_and_never_told() -> None:
    before = side(
        blocked=[("s", "order", "secret-1"), ("s", "order", "secret-2"), ("t", "actor", "secret-1")]
    )
    after = side(blocked=[("s", "order", "secret-2"), ("s", "order", "secret-3"), ("t", "actor", "secret-1")])
    changes = detection_diff(before, after)
    assert changes is not None
    assert [(one.signal, one.appeared, one.vanished) for one in changes] == [("s", 1, 1)]
    found = detection_findings(changes)
    assert [(one.grade, one.code) for one in found] == [("warn", "TN-D036"), ("note", "TN-D037")]
    assert "secret" not in repr((changes, found, before))
    assert detection_diff(before, before) == ()


def test_a_side_that_cannot_tell_is_not_taken_for_no_change() -> None:
    assert detection_diff(side(), side(blocked=[])) is None


def test_each_violation_fails_and_old_ones_say_so() -> None:
    row = {
        "metric": "m",
        "purpose": "p",
        "source": "s",
        "table_name": "t",
        "column_name": "c",
        "reason": "no",
    }
    clean = side(metric_scope=[row | {"code": ""}])
    broken = side(metric_scope=[row | {"code": "TN-L001"}, row | {"code": "TN-L001", "step": "other"}])
    assert compliance_findings(None, clean, {}) == []
    [new] = compliance_findings(clean, broken, {})
    assert (new.grade, new.code, new.subject, new.key) == ("fail", "TN-L001", "m", "s.t.c")
    [old] = compliance_findings(broken, broken, {})
    assert "as before" in old.said.en and "as before" not in new.said.en
    assert old.fingerprint == new.fingerprint


def batch(status: str, severity: str | None = None, code: str | None = None) -> dict[str, Any]:
    return {"source": "s", "file": "f", "batch_id": "b", "status": status, "severity": severity, "code": code}


def test_a_batch_that_the_change_holds_fails(tmp_path) -> None:
    (tmp_path / "dbt_project.yml").write_text("name: p\n")
    project = find_project(tmp_path)
    good, held = (side(batches=[batch(*one)]) for one in (("admitted",), ("held", "error", "TN-A010")))
    copy = side(batches=[batch("held", "warn", "TN-F012")])

    def grades(before: Any, after: Any) -> list[tuple[str, str, str]]:
        return told(held_findings(before, after, Places(project), project))

    assert grades(good, good) == []
    assert grades(good, held) == [("fail", "TN-A010", "f")]
    assert grades(held, held) == [("note", "TN-A010", "f")]
    assert grades(good, copy) == [("warn", "TN-F012", "f")]
    assert grades(None, held) == [("warn", "TN-A010", "f")]
    brushed = side(brushing_held_batches=[{"entity": "orders", "batch_id": "b", "reason": "r"}])
    assert grades(good, brushed) == [("fail", "TN-A020", "b")]


def node(name: str, status: str, message: str = "") -> NodeResult:
    return NodeResult(f"test.p.{name}", status, message)


def stated(code: str = "", *tags: str) -> dict[str, Any]:
    return {"compiled_code": f"select '{code}' as code", "tags": list(tags)}


def test_red_nodes_by_name_and_no_value_of_a_row() -> None:
    nodes = (
        node("fine", "pass"),
        node("no_held_batches_x", "fail", "Got 1 result"),
        node("broken", "error", "Could not convert string 'eve@example.org' to INT"),
        node("refused", "error", "Runtime Error\n  TN-F090 a full refresh would lose 1 batches"),
        node("unique_x", "fail", "Got 2 results"),
        node("consent", "fail", "Got 3 results"),
        node("listing", "fail", "Got 3 results"),
    )
    manifest = {
        "nodes": {
            "test.p.unique_x": stated(),
            "test.p.consent": stated("TN-K001", "compliance"),
            "test.p.listing": stated("", "compliance"),
        }
    }
    found = build_findings(nodes, manifest, {})
    assert [(one.check, one.grade, one.code, one.subject) for one in found] == [
        ("build", "unknown", "TN-D030", "broken"),
        ("build", "unknown", "TN-D030", "refused"),
        ("build", "fail", "TN-D031", "unique_x"),
        ("compliance", "fail", "TN-K001", "consent"),
        ("compliance", "fail", "TN-D038", "listing"),
    ]
    assert "eve@" not in repr(found) and "TN-F090" in found[1].said.en
    told_already = build_findings(nodes, manifest, {}, violations_are_told=True)
    assert [one.subject for one in told_already] == ["broken", "refused", "unique_x", "consent"]


def test_warnings_with_a_code_are_told() -> None:
    nodes = (node("late", "warn"), node("restless", "warn"), node("any", "warn"), node("fine", "pass"))
    manifest = {
        "nodes": {
            "test.p.late": stated("TN-K005", "compliance"),
            "test.p.restless": stated("TN-M030"),
            "test.p.any": stated(),
            "test.p.fine": stated("TN-K005"),
        }
    }
    found = [(one.check, one.grade, one.code) for one in warnings(nodes, manifest)]
    assert found == [("compliance", "warn", "TN-K005"), ("limits", "warn", "TN-M030")]


def test_a_table_that_the_run_did_not_make_says_nothing() -> None:
    def model(name: str, status: str) -> NodeResult:
        return NodeResult(f"model.p.{name}", status, "")

    assert built(side(), model("metric_values", "success")).has_figures
    assert not built(side(), model("metric_values", "skipped")).has_figures
    assert not built(side(), model("brushing_standing_findings", "error")).has_verdicts
