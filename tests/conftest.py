"""Projects for tests: small folders in tmp_path, and one full build that all workers share."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("dbt_project.yml", "profiles.yml", "models", "macros", "expectations")


def copy_project(target: Path, *, data: bool = True) -> Path:
    """Copy the dbt project without anything that was built from it."""
    target.mkdir(parents=True, exist_ok=True)
    for part in (*PARTS, *(["data"] if data else [])):
        if (ROOT / part).is_dir():
            shutil.copytree(
                ROOT / part, target / part, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy2(ROOT / part, target / part)
    return target


def truenorth(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "truenorth", *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "160"},
        check=False,
    )


@pytest.fixture(scope="session")
def built_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project after `truenorth build` on all thirteen months; read it, never write to it."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent  # one folder for all workers of this run
    project = shared / "built"
    with (shared / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (project / ".done").exists():
            copy_project(project)
            run = truenorth(project, "build")
            assert run.returncode == 0, run.stdout + run.stderr
            (project / "build.out").write_text(run.stdout)
            (project / ".done").touch()
    return project


@pytest.fixture
def own_built_project(built_project: Path, tmp_path: Path) -> Path:
    """A copy of the built project that a test may change."""
    project = tmp_path / "project"
    shutil.copytree(built_project, project, symlinks=True)
    return project
