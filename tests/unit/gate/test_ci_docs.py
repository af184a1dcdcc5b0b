"""What docs/ci.md tells of the gate is so: inputs, forms, limits, hooks, and commands of its examples."""

from __future__ import annotations

import re
import shlex
from typing import Any

import yaml
from click.testing import CliRunner

from action_runner import ACTION, ROOT
from truenorth.cli import main
from truenorth.commands.gate import FORMATS
from truenorth.commands.gate_cli import gate
from truenorth.gate.outputs import annotations, markdown, sarif, summary
from truenorth.strict_yaml import load_yaml

DOC = (ROOT / "docs" / "ci.md").read_text("utf-8")
SECTION = DOC[DOC.index("## Every pull request") : DOC.index("## This repository")]


def first_cells(head: str) -> list[str]:
    table = SECTION[SECTION.index(f"| {head} |") :].split("\n\n")[0]
    return re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE)


def test_inputs_of_the_action_are_told_with_their_defaults() -> None:
    assert set(first_cells("input")) == set(ACTION["inputs"]) - {"token"}
    for name in ("mode", "python-version", "comment", "sarif", "lang"):
        assert re.search(rf"\| `{name}` \| `{re.escape(ACTION['inputs'][name]['default'])}` \|", SECTION)


def test_every_form_is_told_with_its_limit() -> None:
    assert first_cells("form") == list(FORMATS)
    assert f"{markdown.COMMENT:,} bytes" in SECTION
    assert summary.STEP_SUMMARY == 1024 * 1024 - 1
    assert f"{sarif.MOST_RESULTS:,} results" in SECTION
    assert f"{annotations.MOST_PER_LEVEL} errors" in SECTION


def test_examples_are_yaml_with_what_there_is() -> None:
    examples = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", SECTION, re.DOTALL)]
    steps: list[dict[str, Any]] = examples[0]["jobs"]["gate"]["steps"]
    assert set(steps[1]["with"]) <= set(ACTION["inputs"])
    hooks = {one["id"] for one in load_yaml(ROOT / ".pre-commit-hooks.yaml")}
    assert {one["id"] for one in examples[-1]["repos"][0]["hooks"]} == hooks


def test_commands_of_the_examples_are_understood() -> None:
    examples = "".join(re.findall(r"```\w+\n(.*?)```", SECTION, re.DOTALL))
    lines = re.findall(r"truenorth (gate [^'\n&]*|deps)", examples)
    assert len(lines) >= 6
    for line in lines:
        command, *arguments = shlex.split(line)
        assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0
        if command == "gate":
            gate.make_context("gate", arguments)
