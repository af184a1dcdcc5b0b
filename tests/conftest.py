"""One full build of the project, and one of the made-up shop, that all tests and workers share."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from command import truenorth
from dbt_projects import copy_of_platform, copy_of_truenorth


@pytest.fixture(scope="session")
def built_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project after `truenorth build` on all thirteen months; read it, never write to it."""
    return _built_once(tmp_path_factory, "built", copy_of_truenorth)


@pytest.fixture(scope="session")
def built_platform(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """examples/platform after `truenorth build` on 2,000 made-up accounts; read it, never write to it.

    The truth lies beside the project, in `<project>_truth`: the build cannot have read it.
    """
    return _built_once(tmp_path_factory, "platform", copy_of_platform)


@pytest.fixture
def own_built_project(built_project: Path, tmp_path: Path) -> Path:
    """A copy of the built project that a test may change."""
    project = tmp_path / "project"
    shutil.copytree(built_project, project, symlinks=True)
    return project


def _built_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]) -> Path:
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent  # one folder for all workers of this run
    project = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (project / "build.out").exists():
            make(project)
            run = truenorth(project, "build")
            assert run.returncode == 0, run.stdout + run.stderr
            (project / "build.out").write_text(run.stdout, encoding="utf-8")
    return project
