"""Contracts and metrics of a dbt project as pytest items; off unless `--truenorth` or the ini file asks.

pytest loads this module in every run of an environment that has truenorth, so it imports next to nothing:
what reads a contract is imported when the item runs.

    [tool.pytest.ini_options]
    truenorth = true
    truenorth_project_dir = "."      # folder of dbt_project.yml, from the ini file

Source: https://docs.pytest.org/en/stable/how-to/writing_plugins.html
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import duckdb

    from truenorth.project import Project


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the switch and where the project lies."""
    group = parser.getgroup("truenorth")
    group.addoption(
        "--truenorth", action="store_true", help="Also test the contracts and metrics of the dbt project."
    )
    parser.addini("truenorth", "Test contracts and metrics in every run.", type="bool", default=False)
    parser.addini("truenorth_project_dir", "Folder of dbt_project.yml.", default=".")


def pytest_configure(config: pytest.Config) -> None:
    """Visit the project's contracts too where only `testpaths` says what is visited."""
    if _is_on(config) and config.args_source == pytest.Config.ArgsSource.TESTPATHS:
        from .project_files import places_of_contracts

        config.args += [str(place) for place in places_of_contracts(_project_dir(config))]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Pass by what dbt installs and makes: a package's tests are its own."""
    if not _is_on(config):
        return None
    from .project_files import is_made_by_dbt

    return True if is_made_by_dbt(collection_path, _project_dir(config)) else None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a contract, a metric or the project itself."""
    if not _is_on(parent.config):
        return None
    from .project_files import collector_of

    return collector_of(file_path, _project_dir(parent.config), parent)


@pytest.fixture(scope="session")
def truenorth_project(pytestconfig: pytest.Config) -> Project:
    """The dbt project that the ini file names by `truenorth_project_dir`."""
    from truenorth.project import find_project

    return find_project(_project_dir(pytestconfig))


@pytest.fixture(scope="session")
def truenorth_release(truenorth_project: Project) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published release, read-only; SQL on it reaches no file and no setting.

    Raises: EvaluationError TN-P008 if nothing was published yet.
    """
    from truenorth.publish.reading import open_release

    with open_release(truenorth_project.published / "CURRENT") as connection:
        yield connection


def _is_on(config: pytest.Config) -> bool:
    return bool(config.getoption("--truenorth") or config.getini("truenorth"))


def _project_dir(config: pytest.Config) -> Path:
    return (config.rootpath / str(config.getini("truenorth_project_dir"))).resolve()
