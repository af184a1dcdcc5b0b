"""The answer on a terminal: everything is told, worst first, and no name moves the cursor."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from gate_reports import full_report, hostile_report, quiet_report
from truenorth.gate.changes import ValueChange
from truenorth.gate.outputs import text
from truenorth.gate.outputs.figures import describe_bubble_move, describe_move, pair_bases
from truenorth.gate.report import GateReport, Question
from truenorth.wording.words import Lang


def shown(report: GateReport, *, lang: Lang = "en", width: int = 160) -> str:
    out = StringIO()
    Console(file=out, width=width, highlight=False).print(text.render(report, lang=lang))
    return out.getvalue()


def test_the_verdict_is_first_and_last() -> None:
    lines = shown(full_report()).splitlines()
    assert lines[0] == "the change feature against main; release 2026-11-01T00:00:00Z"
    assert lines[1].startswith("FAIL: 1 finding must be mended first; could not be judged: values")
    assert lines[2] == "1 warning, 1 note, 1 waived, 1 known before"
    assert lines[-1] == "FAIL (exit code 1)"


def test_findings_stand_worst_first_with_place_and_mend() -> None:
    told = shown(full_report())
    assert "fail TN-M010 orders: orders is not as promised\n  at expectations/rows/orders.py:12\n" in told
    assert "  mend: put it right\n" in told
    order = ["fail TN", "unknown TN", "fail (known before)", "fail (waived: W-7)", "warning TN", "note ACME"]
    assert sorted(told.index(one) for one in order) == [told.index(one) for one in order]


def test_a_change_that_may_go_in_says_so_and_no_more() -> None:
    told = shown(quiet_report())
    assert "PASS: nothing has to be mended first" in told
    assert told.splitlines()[-1] == "PASS (exit code 0)"
    assert "Figures" not in told


def test_unknown_is_not_a_pass() -> None:
    report = replace(quiet_report(), evaluated=full_report().evaluated)
    assert shown(report).splitlines()[-1] == "UNKNOWN (exit code 3)"
    assert "UNKNOWN: could not be judged: values (unknown is never pass)" in shown(report)


@pytest.mark.parametrize("asked", ["change", "batch", "without_source"])
def test_chinese_is_chinese(asked: Question) -> None:
    told = shown(replace(full_report(), asked=asked), lang="zh")
    assert "不通过" in told
    english = {"fail", "warning", "note", "mend", "before", "after", "metric", "signal", "total", "state"}
    assert not english & set(re.findall(r"[a-z]+", told))


@pytest.mark.parametrize("width", [20, 80, 160])
def test_no_name_reaches_the_terminal_or_a_runner_as_a_command(width: int) -> None:
    told = shown(hostile_report(), width=width)
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert not re.search(r"^\s*::|##(vso)?\[", told, re.MULTILINE | re.IGNORECASE)


def moved(before: float | None, after: float | None, unit: str = "count") -> str:
    return describe_move(ValueChange("m", "M", unit, "raw", "all", None, before, after), "en")


def test_a_move_says_before_after_and_the_change() -> None:
    assert moved(100, 120) == "100 → 120 (+20.0\u00a0%)"
    assert moved(0.5, 0.25, "ratio") == "50.0\u00a0% → 25.0\u00a0% (−50.0\u00a0%)"
    assert moved(0, 5) == "0 → 5"
    assert moved(None, 5) == "– → 5"
    assert moved(5, None) == "5 → –"
    assert moved(5, 5) == "5 (the same)"
    assert describe_move(None, "en") == "the same"


def test_a_change_too_small_for_the_shown_digits_is_still_seen() -> None:
    assert moved(1_000_000.0, 1_000_000.25) == "1,000,000 → 1,000,000.25 (+<0.01\u00a0%)"


def test_the_bubble_before_and_after() -> None:
    total, share = pair_bases(full_report().values)
    assert describe_bubble_move(total, "en") == "0.0\u00a0% → 50.0\u00a0%"
    assert describe_bubble_move(share, "en") == "–"
