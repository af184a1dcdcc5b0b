"""Metrics as items: each contract against the rules of lint, and each dbt unit test under its own name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import warn

import pytest

from .items import BrokenPromise, ContractItem, project_of
from .unit_tests import UnitTestItem, UnitTests

if TYPE_CHECKING:
    from truenorth.definitions.finding import Finding
    from truenorth.project import Project

LINTED = pytest.StashKey[dict[Path, tuple["Finding", ...]]]()
UNIT_TESTS = pytest.StashKey[dict[Path, UnitTests]]()


class LintWarning(pytest.PytestWarning):
    """A rule of lint that is told and fails nothing."""


class MetricFile(pytest.File):
    """A yml of a model folder: the metrics that it states and the unit tests of its models."""

    def collect(self) -> Iterator[pytest.Item]:
        from truenorth.strict_yaml import load_yaml

        content = load_yaml(self.path)
        if not isinstance(content, dict):
            return
        for metric in metrics_of(content):
            yield ContractItem.from_parent(
                self, name=metric, told="metric contract", test=partial(_keeps_the_rules, self, metric)
            )
        for one in content.get("unit_tests") or []:
            yield self._unit_test(str(one["name"]))

    def _unit_test(self, name: str) -> pytest.Item:
        project = project_of(self.path)
        of_projects = self.config.stash.setdefault(UNIT_TESTS, {})
        tests = of_projects.setdefault(project.root, UnitTests(project))
        item = UnitTestItem.from_parent(self, name=name, tests=tests)
        if self.config.pluginmanager.hasplugin("xdist"):
            # one dbt at a time may write the work database; needs `--dist loadgroup`
            item.add_marker(pytest.mark.xdist_group("truenorth_dbt"))
        return item


class ProjectFile(pytest.File):
    """`dbt_project.yml`: the metrics of packages, as this project changes them."""

    def collect(self) -> Iterator[pytest.Item]:
        yield ContractItem.from_parent(
            self,
            name="packaged_metrics",
            told="metric contracts",
            test=partial(_packaged_keep_the_rules, self),
        )


def metrics_of(content: dict[str, Any]) -> tuple[str, ...]:
    """Return the models of a yml that state a metric contract."""
    from truenorth.definitions.contract import MARKS

    names = []
    for model in content.get("models") or []:
        meta = ((model.get("config") or {}).get("meta") or {}).get("truenorth")
        if isinstance(meta, dict) and MARKS & set(meta):
            names.append(str(model["name"]))
    return tuple(names)


def _keeps_the_rules(file: pytest.File, metric: str) -> None:
    _tell(one for one in _linted(file) if one.metric == metric)


def _packaged_keep_the_rules(file: pytest.File) -> None:
    own = set(_own_metrics(project_of(file.path)))
    _tell(one for one in _linted(file) if one.metric not in own)


def _own_metrics(project: Project) -> Iterator[str]:
    from truenorth.definitions.stated import stated_contracts

    for metric, stated in stated_contracts(project).items():
        if stated.package == project.name:
            yield metric


def _linted(file: pytest.File) -> tuple[Finding, ...]:
    """What lint finds in the whole project; read once a session."""
    from truenorth.definitions.lint import lint

    project = project_of(file.path)
    of_projects = file.config.stash.setdefault(LINTED, {})
    if project.root not in of_projects:
        _, of_projects[project.root] = lint(project)
    return of_projects[project.root]


def _tell(findings: Iterable[Finding]) -> None:
    broken = []
    for one in findings:
        told = f"{one.code} {one.metric}: {one.what}"
        if one.severity == "error":
            broken.append("\n".join([told, f"  at {one.where}", f"  mend: {one.mend}"]))
        else:
            warn(LintWarning(told), stacklevel=2)
    if broken:
        raise BrokenPromise("\n".join(broken))
