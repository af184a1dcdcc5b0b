"""The files that decide what a build makes of its inputs, on two sides of a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ...definitions.folders import folders_of
from ...project import Project
from ...strict_yaml import load_yaml

SETTINGS = ("dbt_project.yml", "packages.yml", "dependencies.yml")
PATHS = {
    "model-paths": ["models"],
    "macro-paths": ["macros"],
    "seed-paths": ["seeds"],
    "snapshot-paths": ["snapshots"],
}  # dbt's names and defaults; a test changes no figure, so `test-paths` are not among them
OWN_FOLDERS = ("expectations",)
UNREAD = ("__pycache__", "generic_tests")

FileKey = tuple[str, str]
"""dbt package, and the path in it (posix)."""


def definition_files(project: Project) -> dict[FileKey, Path]:
    """Return every file of the project and of its packages that a build's figures may depend on.

    Raises: ConfigurationError TN-S001.
    """
    found: dict[FileKey, Path] = {}
    for number, folder in enumerate(folders_of(project)):
        for path in _files(folder.root, is_project=number == 0):
            found[(folder.name, path.relative_to(folder.root).as_posix())] = path
    return found


def changed_files(before: Mapping[FileKey, Path], after: Mapping[FileKey, Path]) -> set[FileKey]:
    """Return what one side has and the other has not, or not with the same content."""
    return {
        key
        for key in set(before) | set(after)
        if key not in before or key not in after or not _are_same(before[key], after[key])
    }


def definition_paths(root: Path) -> list[str]:
    """Return the folders of a dbt project that hold definitions, relative to it."""
    settings: Any = load_yaml(root / "dbt_project.yml")
    named = [str(path) for name, default in PATHS.items() for path in settings.get(name) or default]
    return [*named, *OWN_FOLDERS]


def _files(root: Path, *, is_project: bool) -> Iterator[Path]:
    yield from (root / name for name in SETTINGS if (root / name).is_file())
    for folder in definition_paths(root):
        if folder in OWN_FOLDERS and not is_project:
            continue  # a package's own contracts are those of its own pipeline
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not set(UNREAD) & set(path.parts):
                yield path


def _are_same(one: Path, other: Path) -> bool:
    if one.resolve() == other.resolve():
        return True
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
