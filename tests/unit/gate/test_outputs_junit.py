"""JUnit XML in the shape that Jenkins' own schema (junit-10.xsd) allows, restated here as an oracle."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gate_reports import full_report, hostile_report, large_report, quiet_report
from truenorth.gate.outputs import junit
from truenorth.gate.report import GateReport

# element: (required attributes, further attributes, children)
ALLOWED: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors"},
        {"skipped", "time", "timestamp", "hostname", "id", "package", "file", "log", "url", "group"},
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
    ),
    "properties": (set(), set(), {"property"}),
    "property": ({"name", "value"}, set(), set()),
    "testcase": (
        {"name"},
        {"time", "classname", "group"},
        {"skipped", "error", "failure", "system-out", "system-err"},
    ),
    "failure": (set(), {"type", "message"}, set()),
    "error": (set(), {"type", "message"}, set()),
    "skipped": (set(), {"type", "message"}, set()),
    "system-out": (set(), set(), set()),
}


def assert_allowed(element: ET.Element) -> None:
    required, further, children = ALLOWED[element.tag]
    assert required <= set(element.keys()) <= required | further
    for child in element:
        assert child.tag in children
        assert_allowed(child)


def read(report: GateReport) -> ET.Element:
    return ET.fromstring(junit.render(report).encode("utf-8"))


@pytest.mark.parametrize("report", [full_report, quiet_report, hostile_report])
def test_the_shape_is_allowed(report: Callable[[], GateReport]) -> None:
    assert_allowed(read(report()))


@given(st.lists(st.text(max_size=20), min_size=1, max_size=3))
@settings(max_examples=50, deadline=None)
def test_any_text_gives_xml_that_can_be_read(texts: list[str]) -> None:
    assert_allowed(read(hostile_report(tuple(texts))))


@pytest.mark.parametrize("report", [full_report, quiet_report, hostile_report])
def test_counts_are_those_of_the_cases(report: Callable[[], GateReport]) -> None:
    root = read(report())
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.get("tests", "")) == len(cases)
        for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(count, "")) == sum(case.find(tag) is not None for case in cases)
    for count in ("tests", "failures", "errors"):
        assert int(root.get(count, "")) == sum(int(suite.get(count, "")) for suite in root)


def test_each_finding_and_each_check_is_a_case_with_its_outcome() -> None:
    cases = {
        one.get("name", ""): [child.tag for child in one] for one in read(full_report()).iter("testcase")
    }
    assert cases == {
        "TN-M010 orders [amount]": ["failure"],
        "TN-M010 clicks": ["skipped", "system-out"],
        "TN-M010 visits": ["skipped", "system-out"],
        "TN-E003 gmv": ["error"],
        "TN-M010 repeat_rate": ["system-out"],
        "ACME-001 reach": ["system-out"],
        "contracts was checked": [],
        "values was checked": ["error"],
        "limits was checked": [],
        "detection was checked": [],
        "votes was checked": ["skipped"],
    }


def test_red_cases_and_the_verdict_agree() -> None:
    for report in (full_report(), quiet_report(), hostile_report()):
        root = read(report)
        is_red = any(root.get(count) != "0" for count in ("failures", "errors"))
        assert is_red == (report.verdict != "pass")


def test_worst_suites_and_cases_stand_first() -> None:
    root = read(full_report())
    assert [suite.get("name", "").split(": ")[1] for suite in root] == [
        "contracts",
        "values",
        "limits",
        "detection",
        "votes",
    ]
    assert len(list(read(large_report(100)).iter("testcase"))) == 400 + 3
