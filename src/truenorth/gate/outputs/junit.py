"""The answer as JUnit XML: one test case for each check, and one for each finding."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from ..finding import CHECKS, Check, GateFinding
from ..report import GateReport
from .sentences import describe_verdict
from .taming import tame

HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
OUTCOMES = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(report: GateReport) -> str:
    """Return a document that keeps the schema of Jenkins (junit-10.xsd), which GitLab and Azure read too.

    A failure is a finding that fails, an error what could not be judged; what is waived or known is skipped.
    """
    root = ET.Element("testsuites", name="truenorth gate")
    for check in _worst_checks_first(report):
        root.append(_suite(report, check))
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root)
    return HEADER + ET.tostring(root, encoding="unicode") + "\n"


def _worst_checks_first(report: GateReport) -> list[Check]:
    told = {one.check: None for one in report.findings}  # findings stand worst first
    asked = [check for check in CHECKS if check in report.evaluated and check not in told]
    asked.sort(key=lambda check: report.evaluated[check].state != "unknown")
    return [*told, *asked]


def _suite(report: GateReport, check: Check) -> ET.Element:
    suite = ET.Element("testsuite", name=f"truenorth gate: {check}")
    cases = [_finding(one) for one in report.findings if one.check == check]
    cases.append(_check(report, check))
    suite.set("tests", str(len(cases)))
    for count, tag in OUTCOMES.items():
        suite.set(count, str(sum(case.find(tag) is not None for case in cases)))
    properties = ET.SubElement(suite, "properties")
    for name, value in (
        ("verdict", f"{report.verdict}: {describe_verdict(report).en}"),
        ("asked", f"{report.asked} {report.about}"),
    ):
        ET.SubElement(properties, "property", name=name, value=tame(value))
    suite.extend(cases)
    return suite


def _check(report: GateReport, check: Check) -> ET.Element:
    case = ET.Element("testcase", classname=f"truenorth.gate.{check}", name=f"{check} was checked")
    asked = report.evaluated.get(check)
    if asked is not None and asked.state != "done":
        tag = "error" if asked.state == "unknown" else "skipped"
        ET.SubElement(case, tag, type=asked.state, message=tame(asked.reason))
    return case


def _finding(one: GateFinding) -> ET.Element:
    key = f" [{one.key}]" if one.key else ""
    case = ET.Element(
        "testcase", classname=f"truenorth.gate.{one.check}", name=tame(f"{one.code} {one.subject}{key}")
    )
    if one.waived is not None:
        ET.SubElement(case, "skipped", type="waived", message=tame(f"waived: {one.waived}"))
    elif one.is_known:
        ET.SubElement(case, "skipped", type="known", message="known before this change")
    elif one.grade in ("fail", "unknown"):
        tag = "failure" if one.grade == "fail" else "error"
        ET.SubElement(case, tag, type=tame(one.code), message=tame(one.said.en)).text = _told(one)
        return case
    ET.SubElement(case, "system-out").text = _told(one)
    return case


def _told(one: GateFinding) -> str:
    lines = [f"{one.grade}: {tame(one.said.en)}"]
    if one.place is not None:
        lines.append(f"at {tame(str(one.place))}")
    if one.mend:
        lines.append(f"mend: {tame(one.mend.en)}")
    return "\n".join([*lines, f"fingerprint: {one.fingerprint}"])
