"""A copy of a project in which anything may be tried: nothing of it reaches release, log or keys (D9, F4)."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from ..dbt import duckdb_output, work_database
from ..errors import ConfigurationError
from ..project import Project, find_project
from ..strict_yaml import load_yaml

NEVER_COPIED = {"evidence", "logs", "node_modules", "__pycache__"}  # and whatever begins with a dot
MADE_BY_A_BUILD = {"target", "published"}
DATABASE = "sandbox.duckdb"


@dataclass(frozen=True)
class Sandbox:
    """A copied project and the environment that commands in it need."""

    project: Project
    original: Path
    environment: dict[str, str]

    def inject(self, file: Path, place: str) -> None:
        """Let `file` stand at `place` of the copy, a path relative to the project.

        Raises: ConfigurationError TN-J011 if the place lies outside or the file cannot be read.
        """
        root = self.project.root
        there = (root / place).resolve()
        if Path(place).is_absolute() or not there.is_relative_to(root.resolve()) or there == root.resolve():
            raise ConfigurationError(
                "TN-J011", f"{place!r} is no place inside the project", mend="give --inject FILE:PATH"
            )
        if not file.is_file():
            raise ConfigurationError("TN-J011", "the file to inject is not there", where=str(file))
        there.parent.mkdir(parents=True, exist_ok=True)
        there.unlink(missing_ok=True)
        shutil.copyfile(file, there)


@contextmanager
def open_sandbox(project: Project, *, with_build: bool) -> Iterator[Sandbox]:
    """Copy a project into a folder that is thrown away.

    Args:
        with_build: copy what the last build left as well: work database, artifacts, releases.
    Raises: ConfigurationError TN-E004 (no DuckDB target).
    """
    with TemporaryDirectory(prefix="truenorth-") as folder:
        root = Path(folder).resolve() / project.root.name
        work = work_database(project)
        _copy_tree(project.root, root, work, with_build=with_build)
        _drop_evidence(root / "dbt_project.yml")
        _absolute_packages(project.root, root)
        if with_build and work.is_file():
            shutil.copyfile(work, root / DATABASE)
        output: dict[str, Any] = {**duckdb_output(project), "path": DATABASE}
        profile = load_yaml(root / "dbt_project.yml")["profile"]
        # JSON is YAML, and quotes whatever a path may hold
        (root / "profiles.yml").write_text(
            json.dumps({profile: {"target": "sandbox", "outputs": {"sandbox": output}}}), encoding="utf-8"
        )
        keys = Path(folder) / "no-keys"
        keys.mkdir(mode=0o700)
        environment = {"DBT_PROFILES_DIR": str(root), "TRUENORTH_KEYS": str(keys)}
        yield Sandbox(find_project(root), project.root, environment)


class Copied(Protocol):
    """Whatever knows the environment that commands in a copy need."""

    @property
    def environment(self) -> dict[str, str]: ...


@contextmanager
def environment_of(copy: Copied) -> Iterator[None]:
    """Give this process, and so the dbt that it starts, the environment of the copy."""
    before = {name: os.environ.get(name) for name in copy.environment}
    os.environ.update(copy.environment)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _copy_tree(here: Path, there: Path, work: Path, *, with_build: bool) -> None:
    def left_out(folder: str, names: list[str]) -> set[str]:
        out = {name for name in names if name in NEVER_COPIED or name.startswith(".")}
        if Path(folder) == here:
            out |= {name for name in names if not with_build and name in MADE_BY_A_BUILD}
            out |= {name for name in names if name == "dbt_packages"}
        return out | {
            name for name in names if Path(folder, name) == work or name.startswith(f"{work.name}.")
        }

    shutil.copytree(here, there, symlinks=True, ignore=left_out)
    for package in sorted((here / "dbt_packages").glob("*")):
        (there / "dbt_packages").mkdir(exist_ok=True)
        (there / "dbt_packages" / package.name).symlink_to(package.resolve())


def _drop_evidence(settings: Path) -> None:
    """A copy has no log and needs none, whatever the project requires of its real builds."""
    from ruamel.yaml import YAML

    writer = YAML()
    content = writer.load(settings.read_text(encoding="utf-8"))
    if (content.get("vars") or {}).pop("truenorth_evidence", None) is not None:
        with settings.open("w", encoding="utf-8") as file:
            writer.dump(content, file)


def _absolute_packages(here: Path, there: Path) -> None:
    """Packages beside the project are found from the copy too."""
    listed = there / "packages.yml"
    if not listed.is_file():
        return
    packages = load_yaml(listed).get("packages", [])
    for package in packages:
        if "local" in package:
            package["local"] = str((here / package["local"]).resolve())
    listed.write_text(json.dumps({"packages": packages}), encoding="utf-8")
