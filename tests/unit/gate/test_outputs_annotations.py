"""Annotations of GitHub and Azure, read back by parsers written after those of their runners."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gate_reports import full_report, hostile_report, large_report, quiet_report
from truenorth.gate.outputs import azure, github
from truenorth.gate.report import GateReport

Command = tuple[str, dict[str, str], str]


def github_commands(printed: str) -> list[Command]:
    """As ActionCommand.TryParseV2 and TryParse of the runner: what it obeys, line by line."""
    found = []
    for line in printed.splitlines():
        assert "##[" not in line
        if not line.lstrip().startswith("::"):
            continue
        head, _, data = line.lstrip()[2:].partition("::")
        name, _, stated = head.partition(" ")
        pairs = (one.split("=", 1) for one in stated.split(",") if one)
        properties = {key: _github(value, {"%3A": ":", "%2C": ","}) for key, value in pairs}
        found.append((name, properties, _github(data, {})))
    return found


def _github(text: str, further: dict[str, str]) -> str:
    for escaped, plain in ({"%0D": "\r", "%0A": "\n"} | further | {"%25": "%"}).items():
        text = text.replace(escaped, plain)
    return text


def azure_commands(printed: str) -> list[Command]:
    """As Command.TryParse of the agent: the mark counts anywhere in a line, and once."""
    found = []
    for line in printed.splitlines():
        assert len(re.findall(r"##vso\[", line, re.IGNORECASE)) == line.startswith("##vso[")
        if not line.startswith("##vso["):
            continue
        head, _, data = line[len("##vso[") :].partition("]")
        name, _, stated = head.partition(" ")
        pairs = (one.split("=", 1) for one in stated.split(";") if one.strip())
        found.append((name, {key.strip(): _azure(value) for key, value in pairs}, _azure(data)))
    return found


def _azure(text: str) -> str:
    for escaped, plain in {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%AZP25": "%"}.items():
        text = text.replace(escaped, plain)
    return text


def test_github_shows_each_finding_beside_its_line() -> None:
    assert github_commands(github.render(full_report())) == [
        (
            "error",
            {"file": "expectations/rows/orders.py", "line": "12", "title": "TN-M010 orders"},
            "orders is not as promised\nmend: put it right",
        ),
        ("error", {"title": "TN-E003 gmv"}, "gmv is not as promised\nmend: put it right"),
        (
            "warning",
            {"file": "models/repeat_rate.yml", "line": "7", "title": "TN-M010 repeat_rate"},
            "repeat_rate is not as promised\nmend: put it right",
        ),
        ("notice", {"title": "ACME-001 reach"}, "reach is not as promised\nmend: put it right"),
    ]


def test_azure_shows_errors_and_warnings() -> None:
    first, *others = azure_commands(azure.render(full_report()))
    assert first == (
        "task.logissue",
        {
            "type": "error",
            "sourcepath": "expectations/rows/orders.py",
            "linenumber": "12",
            "code": "TN-M010",
        },
        "orders: orders is not as promised mend: put it right",
    )
    assert [one[1]["type"] for one in others] == ["error", "warning"]


@pytest.mark.parametrize("render", [github.render, azure.render])
def test_the_verdict_is_the_last_line(render: Callable[[GateReport], str]) -> None:
    assert render(full_report()).splitlines()[-1].startswith("truenorth gate: FAIL: 1 finding must")
    assert render(quiet_report()) == "truenorth gate: PASS: nothing has to be mended first"


@pytest.mark.parametrize("count", [10, 11, 500])
def test_at_most_ten_of_a_level_and_the_cut_ones_are_counted(count: int) -> None:
    for render, parse in ((github.render, github_commands), (azure.render, azure_commands)):
        commands = parse(render(large_report(count)))
        levels = Counter(properties.get("type", name) for name, properties, _ in commands)
        assert max(levels.values()) <= 10
        errors = [data for name, properties, data in commands if "error" in (name, properties.get("type"))]
        assert "metric_00000" in errors[0]
        assert errors[-1] == f"and {2 * count - 9:,} more; the summary lists them"


def test_ten_of_a_level_are_not_cut() -> None:
    warnings = [one for one in github_commands(github.render(large_report(10))) if one[0] == "warning"]
    assert len(warnings) == 10
    assert not any("more;" in data for _, _, data in warnings)


@given(st.lists(st.one_of(st.text(max_size=20), st.text(alphabet=":#[];%\n\rvso ")), min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
def test_no_text_becomes_a_command_or_a_property(texts: list[str]) -> None:
    report = hostile_report(tuple(texts))
    shown = sum(one.waived is None for one in report.findings)
    on_github = github_commands(github.render(report))
    assert [name for name, _, _ in on_github] == ["error"] * shown
    assert all(set(properties) == {"file", "line", "title"} for _, properties, _ in on_github)
    on_azure = azure_commands(azure.render(report))
    assert [name for name, _, _ in on_azure] == ["task.logissue"] * shown
    assert all(set(one[1]) == {"type", "sourcepath", "linenumber", "code"} for one in on_azure)


def test_hostile_names_are_text() -> None:
    """The parsers themselves refuse a mark that is not ours."""
    assert github_commands(github.render(hostile_report()))
    assert azure_commands(azure.render(hostile_report()))
