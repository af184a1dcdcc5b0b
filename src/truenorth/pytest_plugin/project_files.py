"""Which files of a dbt project are tested, told from their places and without reading a contract."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from truenorth.project import find_project

from .batch_contracts import BatchContractFile
from .metrics import MetricFile, ProjectFile
from .row_contracts import RowContractFile

TESTED_YML = re.compile(r"^\s+truenorth:|^unit_tests:", re.MULTILINE)
"""A yml that may state a metric or unit tests; all others are passed by unread."""


def places_of_contracts(root: Path) -> tuple[Path, ...]:
    """Return what of a project has to be visited, as far as it is there."""
    places = ["dbt_project.yml", "expectations", *find_project(root).model_paths]
    return tuple(root / place for place in places if (root / place).exists())


def is_made_by_dbt(path: Path, root: Path) -> bool:
    """Whether a folder holds what dbt installs or makes."""
    return path.parent == root and path.name in ("dbt_packages", "target", "logs")


def collector_of(path: Path, root: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Return what collects the tests of one file, None if it has none."""
    if path == root / "dbt_project.yml":
        return ProjectFile.from_parent(parent, path=path)
    if path.suffix == ".py" and path.parent == root / "expectations" / "rows":
        return RowContractFile.from_parent(parent, path=path)
    if path.suffix == ".py" and path.parent == root / "expectations" / "batches":
        return BatchContractFile.from_parent(parent, path=path)
    if path.suffix == ".yml" and TESTED_YML.search(path.read_text(encoding="utf-8", errors="replace")):
        folders = [root / one for one in find_project(root).model_paths]
        if any(path.is_relative_to(folder) for folder in folders):
            return MetricFile.from_parent(parent, path=path)
    return None
