"""The file to change, as the repository names it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...definitions.contract import MetricContract
from ...definitions.folders import folders_of
from ...errors import ConfigurationError
from ...project import Project
from ..finding import Place
from ..revisions.git import top_of


class Places:
    """Finds files of a project and of its packages; one outside the repository has no place to change."""

    def __init__(self, project: Project) -> None:
        self._roots = {folder.name: folder.root for folder in folders_of(project)}
        self._name = next(iter(self._roots))
        try:
            self._top = top_of(project.root)
        except ConfigurationError:  # no repository: the project is the whole of it
            self._top = project.root.resolve()

    def of(self, where: str, package: str | None = None) -> Place | None:
        """Return the place of `path` or `package://path`, both relative to the package."""
        named, scheme, path = where.rpartition("://")
        root = self._roots.get(named if scheme else package or self._name)
        if root is None or not path:
            return None
        file = (root / path).resolve()
        inside = file.is_file() and file.is_relative_to(self._top)
        return Place(file.relative_to(self._top).as_posix()) if inside else None

    def of_metrics(self, contracts: Mapping[str, MetricContract]) -> dict[str, Place]:
        """Return the place of each metric's contract."""
        found = {name: self.of(contract.where) for name, contract in contracts.items()}
        return {name: place for name, place in found.items() if place is not None}

    def of_nodes(self, manifest: Mapping[str, Any]) -> dict[str, Place]:
        """Return the place of each node of dbt by its unique id."""
        found = {
            unique_id: self.of(str(node["original_file_path"]), str(node["package_name"]))
            for unique_id, node in manifest["nodes"].items()
        }
        return {unique_id: place for unique_id, place in found.items() if place is not None}

    def of_file(self, path: Path) -> Place | None:
        """Return the place of any file of the repository."""
        file = path.resolve()
        inside = file.is_relative_to(self._top)
        return Place(file.relative_to(self._top).as_posix()) if inside else None
