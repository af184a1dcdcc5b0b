"""The dbt project and the packages that it installs, as folders with their vars; dbt itself is not asked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..project import Project
from ..strict_yaml import load_yaml


@dataclass(frozen=True)
class Folder:
    """One dbt package as it lies on disk.

    Attributes:
        name: its dbt name.
        variables: its vars as they hold in this project, which may say them anew.
    """

    name: str
    root: Path
    model_paths: tuple[str, ...]
    variables: Mapping[str, Any]

    def files(self, suffix: str) -> Iterator[Path]:
        """Yield its model files that end in `suffix`, in a stable order."""
        for model_path in self.model_paths:
            yield from sorted((self.root / model_path).rglob(f"*{suffix}"))


def folders_of(project: Project) -> tuple[Folder, ...]:
    """Return the project and then its packages: those that are installed, else those it names by path.

    Raises: ConfigurationError TN-S001.
    """
    settings = load_yaml(project.root / "dbt_project.yml")
    stated = dict(settings.get("vars") or {})
    places = [project.root, *_packages(project.root, settings)]
    found = [(place, load_yaml(place / "dbt_project.yml")) for place in places]
    names = {str(own.get("name")) for _, own in found}
    common = {name: value for name, value in stated.items() if name not in names}
    return tuple(
        Folder(
            name=str(own["name"]),
            root=place,
            model_paths=tuple(own.get("model-paths", ["models"])),
            variables={**(own.get("vars") or {}), **common, **(stated.get(own["name"]) or {})},
        )
        for place, own in found
    )


def project_variables(project: Project) -> Mapping[str, Any]:
    """Return the vars that the project states itself."""
    return folders_of(project)[0].variables


def _packages(root: Path, settings: Mapping[str, Any]) -> Iterator[Path]:
    installed = root / str(settings.get("packages-install-path", "dbt_packages"))
    if installed.is_dir():
        yield from sorted(one for one in installed.iterdir() if (one / "dbt_project.yml").is_file())
        return
    named = root / "packages.yml"
    for one in (load_yaml(named).get("packages") or []) if named.is_file() else []:
        place = Path(os.path.normpath(root / str(one.get("local", ""))))
        if "local" in one and (place / "dbt_project.yml").is_file():
            yield place
