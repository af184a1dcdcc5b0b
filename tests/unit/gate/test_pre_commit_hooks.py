"""The hooks for pre-commit, run as it runs them: their entry and the arguments of a project, at the root."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from action_runner import ROOT
from gate_repository import commit_all, edit, git, make_repository
from truenorth.strict_yaml import load_yaml

HOOKS: list[dict[str, Any]] = load_yaml(ROOT / ".pre-commit-hooks.yaml")
PRE_COMMIT = shutil.which("pre-commit")


def run_hook(name: str, repository: Path) -> subprocess.CompletedProcess[str]:
    (hook,) = (one for one in HOOKS if one["id"] == name)
    return subprocess.run(
        [*shlex.split(hook["entry"]), "--project-dir", "a project"],
        cwd=repository,
        env=_env(),
        capture_output=True,
        text=True,
    )


def _env() -> dict[str, str]:
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


def test_hooks_say_what_pre_commit_needs() -> None:
    assert [one["id"] for one in HOOKS] == ["truenorth-lint", "truenorth-definitions"]
    for hook in HOOKS:
        assert hook["language"] == "system"
        assert hook["pass_filenames"] is False
        assert {"name", "description", "entry", "types_or"} <= set(hook)


def test_lint_is_silent_about_a_sound_project(tmp_path: Path) -> None:
    make_repository(tmp_path)
    done = run_hook("truenorth-lint", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_definitions_are_compared_with_the_last_commit(tmp_path: Path) -> None:
    project = make_repository(tmp_path)
    silent = run_hook("truenorth-definitions", tmp_path)
    assert silent.returncode == 0, silent.stdout + silent.stderr
    contract = next((project.root / "expectations" / "rows").glob("*.py"))
    first = next(line for line in contract.read_text().splitlines() if line.startswith("    order_id:"))
    edit(project, str(contract.relative_to(project.root)), (first, ""))
    git(tmp_path, "add", "-A")
    spoken = run_hook("truenorth-definitions", tmp_path)
    assert spoken.returncode == 1, spoken.stdout + spoken.stderr
    assert "order_id" in spoken.stdout


@pytest.mark.heavy
@pytest.mark.skipif(PRE_COMMIT is None, reason="pre-commit is no part of the locks")
def test_pre_commit_itself_runs_the_hooks(tmp_path: Path) -> None:
    hooks, repository = tmp_path / "hooks", tmp_path / "repository"
    for folder in (hooks, repository):
        folder.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    git(hooks, "init", "-q")
    revision = commit_all(hooks)
    make_repository(repository)
    asked = ", ".join(f'{{id: {one["id"]}, args: [--project-dir, "a project"]}}' for one in HOOKS)
    (repository / ".pre-commit-config.yaml").write_text(
        f"repos: [{{repo: {hooks}, rev: {revision}, hooks: [{asked}]}}]\n"
    )
    git(repository, "add", "-A")
    done = subprocess.run(
        [str(PRE_COMMIT), "run", "--all-files"], cwd=repository, env=_env(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == len(HOOKS)
