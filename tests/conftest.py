"""One full build of the project that all tests and workers share."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from command import truenorth
from dbt_projects import copy_of_truenorth


@pytest.fixture(scope="session")
def built_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project after `truenorth build` on all thirteen months; read it, never write to it."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent  # one folder for all workers of this run
    project = shared / "built"
    with (shared / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (project / "build.out").exists():
            copy_of_truenorth(project)
            run = truenorth(project, "build")
            assert run.returncode == 0, run.stdout + run.stderr
            (project / "build.out").write_text(run.stdout, encoding="utf-8")
    return project


@pytest.fixture
def own_built_project(built_project: Path, tmp_path: Path) -> Path:
    """A copy of the built project that a test may change."""
    project = tmp_path / "project"
    shutil.copytree(built_project, project, symlinks=True)
    return project
