"""The composite action: what it asks, writes, comments and answers, whatever happens."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from action_runner import ACTION, BOT, ROOT, Runner, make_runner
from gate_repository import edit, git, make_repository

NEEDS_JQ = pytest.mark.skipif(shutil.which("jq") is None, reason="the stand-in for gh filters with jq")


def job(folder: Path, code: int, **inputs: str) -> Runner:
    runner = make_runner(folder, **inputs)
    runner.env["CODE_OF_GATE"] = str(code)
    return runner


def sent(runner: Runner) -> str:
    return (runner.fakes / "sent.md").read_text("utf-8")


@pytest.mark.parametrize(("code", "verdict"), [(0, "pass"), (1, "fail"), (3, "unknown")])
def test_the_job_ends_as_the_gate_does_and_tells_it_everywhere(
    tmp_path: Path, code: int, verdict: str
) -> None:
    runner = job(tmp_path, code)
    assert runner.run() == code
    assert runner.contexts["steps.gate.outputs.verdict"] == verdict
    assert runner.contexts["steps.gate.outputs.exit-code"] == str(code)
    folder = Path(runner.contexts["steps.gate.outputs.folder"])
    assert json.loads((folder / "gate.json").read_text("utf-8"))["verdict"] == verdict
    assert {"gate.xml", "gate.sarif", "gate.md"} <= {one.name for one in folder.iterdir()}
    assert f"truenorth gate: {verdict.upper()}" in runner.summary
    assert "truenorth gate: " in runner.printed


def test_a_gate_that_cannot_be_asked_is_an_error_that_replaces_an_earlier_answer(tmp_path: Path) -> None:
    assert job(tmp_path, 0).run() == 0
    runner = job(tmp_path, 2)
    assert runner.run() == 2
    assert runner.contexts["steps.gate.outputs.verdict"] == "error"
    comment = (Path(runner.contexts["steps.gate.outputs.folder"]) / "comment.md").read_text("utf-8")
    assert "ERROR" in comment
    assert "PASS" not in comment


def test_a_gate_that_says_pass_and_answers_nothing_does_not_pass(tmp_path: Path) -> None:
    runner = job(tmp_path, 0)
    (runner.fakes / "truenorth").write_text("#!/bin/bash\nexit 0\n")
    assert runner.run() == 3


def test_packages_that_cannot_be_installed_stop_the_gate(tmp_path: Path) -> None:
    runner = job(tmp_path, 0)
    runner.env["CODE_OF_DEPS"] = "3"
    (tmp_path / "work" / "packages.yml").write_text("packages: []\n")
    assert runner.run() == 3
    assert "gate" not in runner.log_of("truenorth").split()


def test_inputs_reach_the_gate_as_they_are(tmp_path: Path) -> None:
    runner = job(
        tmp_path,
        0,
        project_dir="a b/$(touch x)",
        base="main; id",
        mode="static",
        baseline="known.json",
        lang="zh",
    )
    assert runner.run() == 0
    asked = runner.log_of("truenorth").splitlines()
    for flag, value in (
        ("--project-dir", "a b/$(touch x)"),
        ("--base", "main; id"),
        ("--baseline", "known.json"),
        ("--lang", "zh"),
        ("--format", "github"),
    ):
        assert asked[asked.index(flag) + 1] == value
    assert {"--static", "--new-only"} <= set(asked)
    assert not list((tmp_path / "work").iterdir())


def test_without_inputs_figures_are_asked_too_and_git_finds_the_base(tmp_path: Path) -> None:
    runner = job(tmp_path, 0)
    runner.run()
    assert not {"--static", "--base", "--baseline"} & set(runner.log_of("truenorth").splitlines())


def test_truenorth_is_installed_as_the_lock_of_the_action_says(tmp_path: Path) -> None:
    runner = job(tmp_path, 0)
    runner.run()
    locked, itself = runner.log_of("python").splitlines()
    assert locked.endswith(f"--no-deps --require-hashes -r {ROOT}/requirements/run.txt")
    assert (ROOT / "requirements" / "run.txt").is_file()
    assert itself.endswith(f"--no-deps --no-build-isolation {ROOT}")


def test_truenorth_is_installed_in_the_version_that_is_named(tmp_path: Path) -> None:
    runner = job(tmp_path, 0, version="0.1.0")
    runner.run()
    (named,) = runner.log_of("python").splitlines()
    assert named.endswith(" truenorth==0.1.0")


@NEEDS_JQ
def test_the_first_run_writes_a_comment_and_the_next_one_changes_it(tmp_path: Path) -> None:
    runner = job(tmp_path, 1)
    runner.run()
    assert "--method POST repos/acme/shop/issues/7/comments" in runner.log_of("gh")
    first = sent(runner)
    comments = [
        {"id": 1, "user": {"login": "mallory"}, "body": first},
        {"id": 2, "user": {"login": BOT}, "body": "something else"},
        {"id": 3, "user": {"login": BOT}, "body": first},
    ]
    (runner.fakes / "comments.json").write_text(json.dumps(comments), "utf-8")
    (runner.fakes / "gh.log").unlink()
    runner = job(tmp_path, 0)
    (runner.fakes / "comments.json").write_text(json.dumps(comments), "utf-8")
    runner.run()
    assert "--method PATCH repos/acme/shop/issues/comments/3" in runner.log_of("gh")
    assert "POST" not in runner.log_of("gh")
    assert sent(runner).splitlines()[0] == first.splitlines()[0]
    assert "PASS" in sent(runner)
    assert len(sent(runner).encode()) < 65_536


@NEEDS_JQ
def test_projects_of_one_repository_have_comments_of_their_own(tmp_path: Path) -> None:
    markers = set()
    for name in ("shop", "school"):
        runner = job(tmp_path, 0, project_dir=name)
        runner.run()
        markers.add(sent(runner).splitlines()[0])
    assert len(markers) == 2


def test_a_comment_that_may_not_be_written_changes_no_verdict(tmp_path: Path) -> None:
    runner = job(tmp_path, 0)
    (runner.fakes / "gh.refuses").touch()
    assert runner.run() == 0
    assert "::warning title=truenorth gate::The comment was not written" in runner.printed


def test_no_comment_where_none_is_wanted_or_there_is_no_pull_request(tmp_path: Path) -> None:
    job(tmp_path, 0, comment="false").run()
    runner = job(tmp_path, 0)
    runner.contexts["github.event_name"] = "push"
    runner.run()
    assert runner.log_of("gh") == ""


def test_code_scanning_is_asked_for_only_where_wanted(tmp_path: Path) -> None:
    assert not [one for one in _used(job(tmp_path, 1)) if "upload-sarif" in one]
    assert [one for one in _used(job(tmp_path, 1, sarif="true")) if "upload-sarif" in one]
    assert not [one for one in _used(job(tmp_path, 2, sarif="true")) if "upload-sarif" in one]


def test_nothing_of_the_caller_is_pasted_into_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert step.get("shell", "bash") == "bash"
        assert "uses" not in step or re.search(r"@v\d+$", step["uses"])


def test_the_real_gate_answers_in_the_action(tmp_path: Path) -> None:
    """A breaking change of a contract, asked without a warehouse, from the work tree of a real repository."""
    runner = make_runner(tmp_path, real_gate=True, project_dir="a project", mode="static", base="main")
    work = tmp_path / "work"
    project = make_repository(work)
    git(work, "checkout", "-q", "-b", "change")
    contract = next((project.root / "expectations" / "rows").glob("*.py"))
    column = re.search(r"^    (\w+): .*\n", contract.read_text(), re.MULTILINE)
    assert column
    edit(project, str(contract.relative_to(project.root)), (column[0], ""))
    runner.env["PATH"] = f"{runner.fakes}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    assert runner.run() == 1, runner.printed
    assert "::error file=a project/expectations/rows/" in runner.printed
    assert column[1] in runner.summary
    assert_schemas_are_kept(Path(runner.contexts["steps.gate.outputs.folder"]))


def assert_schemas_are_kept(folder: Path) -> None:
    schemas = (
        ("gate.json", ROOT / "src" / "truenorth" / "schemas" / "gate_report.schema.json"),
        ("gate.sarif", ROOT / "tests" / "golden" / "sarif-2.1.0.schema.json"),
    )
    for name, schema in schemas:
        document = json.loads((folder / name).read_text("utf-8"))
        Draft202012Validator(json.loads(schema.read_text("utf-8-sig"))).validate(document)
    assert ElementTree.parse(folder / "gate.xml").getroot().get("failures") == "1"


def _used(runner: Runner) -> list[str]:
    runner.run()
    return runner.used
