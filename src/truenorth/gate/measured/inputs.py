"""The inputs of one project under the definitions of another: raw data, releases and the last build."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from ...dbt import work_database
from ...judge.copying import NEVER_COPIED, Sandbox
from ...project import Project
from .definition_files import SETTINGS, definition_paths

NO_INPUTS = {
    *SETTINGS,
    "profiles.yml",
    "package-lock.yml",
    "committee",
    "dbt_packages",
    "docs",
    "target",
    "tests",
}
MANIFEST = Path("target") / "manifest.json"


def take_inputs(sandbox: Sandbox, project: Project, database: Path) -> None:
    """Put into a copy whatever lies in `project` and is no definition, and what its last build left.

    A file that both have is that of `project`: the inputs are the same, so that only definitions differ.
    Times are kept: by them the door knows a file that it has read.

    Args:
        database: work database of `project`.
    """
    root = sandbox.project.root
    definitions = {*definition_paths(project.root), *definition_paths(root)}
    for relative in _inputs(project.root, definitions, database):
        there = root / relative
        there.parent.mkdir(parents=True, exist_ok=True)
        there.unlink(missing_ok=True)
        shutil.copy2(project.root / relative, there, follow_symlinks=False)
    if database.is_file():
        shutil.copyfile(database, work_database(sandbox.project))
        if (project.root / MANIFEST).is_file():
            (root / MANIFEST.parent).mkdir(exist_ok=True)
            shutil.copyfile(project.root / MANIFEST, root / MANIFEST)


def _inputs(root: Path, definitions: set[str], database: Path) -> Iterator[Path]:
    """Yield files relative to the project, without following links to folders."""
    for folder, folders, files in os.walk(root):
        here = Path(folder).relative_to(root)
        folders[:] = [name for name in folders if not _is_left_out(here / name, definitions)]
        links = [name for name in folders if (root / here / name).is_symlink()]
        for name in [*files, *links]:
            path = here / name
            is_database = name == database.name or name.startswith(f"{database.name}.")
            if not _is_left_out(path, definitions) and not is_database:
                yield path


def _is_left_out(path: Path, definitions: set[str]) -> bool:
    is_hidden = path.name.startswith(".") or path.name in NEVER_COPIED
    return is_hidden or path.as_posix() in definitions or path.as_posix() in NO_INPUTS
