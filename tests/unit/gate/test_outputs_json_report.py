"""What the gate prints as JSON keeps its published schema, and the schema lets nothing else through."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from importlib.resources import files
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from gate_reports import full_report, hostile_report, quiet_report
from truenorth.gate.changes import ContractEffect, Risk
from truenorth.gate.finding import CHECKS, GRADES
from truenorth.gate.outputs import json_report
from truenorth.gate.report import GateReport, Question, Verdict

SCHEMA = json.loads((files("truenorth") / "schemas" / "gate_report.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def printed(report: GateReport) -> Any:
    return json.loads(json_report.render(report).encode("utf-8"))


def objects_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all objects in a document."""
    if isinstance(value, dict):
        yield path
        for key, one in value.items():
            yield from objects_in(one, (*path, key))
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from objects_in(one, (*path, number))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("report", [full_report, quiet_report, hostile_report])
def test_reports_keep_the_schema(report: Callable[[], GateReport]) -> None:
    assert list(VALIDATOR.iter_errors(printed(report()))) == []


def test_every_object_refuses_a_missing_a_foreign_and_a_wrong_field() -> None:
    document = printed(full_report())
    for path in objects_in(document):
        if path == ("evaluated",):  # holds the checks that were asked, whichever they are
            continue
        for key in at(document, path):
            less = deepcopy(document)
            del at(less, path)[key]
            assert not VALIDATOR.is_valid(less), (path, key)
            wrong = deepcopy(document)
            at(wrong, path)[key] = {"not": "so"}
            assert not VALIDATOR.is_valid(wrong), (path, key)
        more = deepcopy(document)
        at(more, path)["foreign"] = 1
        assert not VALIDATOR.is_valid(more), path


@pytest.mark.parametrize(("verdict", "code"), [("pass", 1), ("fail", 0), ("unknown", 0), ("pass", 3)])
def test_a_verdict_with_the_exit_code_of_another_is_refused(verdict: str, code: int) -> None:
    assert not VALIDATOR.is_valid(printed(full_report()) | {"verdict": verdict, "exit_code": code})


def test_the_schema_lists_what_the_code_knows() -> None:
    named = SCHEMA["$defs"]
    assert named["check"]["enum"] == list(CHECKS)
    assert named["finding"]["properties"]["grade"]["enum"] == list(GRADES)
    assert set(named["contract_change"]["properties"]["effect"]["enum"]) == set(get_args(ContractEffect))
    assert set(named["definition_change"]["properties"]["risk"]["enum"]) == set(get_args(Risk))
    assert set(SCHEMA["properties"]["asked"]["enum"]) == set(get_args(Question))
    assert set(SCHEMA["properties"]["verdict"]["enum"]) == set(get_args(Verdict))


def test_texts_come_back_as_they_were() -> None:
    report = hostile_report()
    assert [one["subject"] for one in printed(report)["findings"]] == [one.subject for one in report.findings]


def test_no_mark_that_azure_obeys_is_printed() -> None:
    assert "##" not in json_report.render(hostile_report())


def test_a_figure_that_is_none_is_null() -> None:
    full = full_report()
    odd = replace(full, values=(replace(full.values[0], before=float("nan"), after=float("inf")),))
    value = printed(odd)["values"][0]
    assert (value["before"], value["after"], value["relative"]) == (None, None, None)
