"""A small project and its release; see `small_release`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_project import make_site_project
from small_release import Rows, sample_rows, write_release
from truenorth.project import Project


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A dbt project with the real contract of Online Retail and a text for each metric."""
    return make_site_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release file with the sample rows."""
    return write_release(tmp_path_factory.mktemp("published") / "sample.duckdb", sample_rows())


@pytest.fixture
def release_of(tmp_path: Path) -> Callable[[Rows], Path]:
    """Write a release with other rows."""
    return lambda rows: write_release(tmp_path / "other.duckdb", rows)
