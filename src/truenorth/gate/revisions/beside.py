"""What a copied project needs beside its files: packages, and a profile that leads to no real database."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from ...dbt import duckdb_output
from ...errors import ConfigurationError
from ...project import Project
from ...strict_yaml import load_yaml

DATABASE = "gate.duckdb"


def link_packages(original: Path, repository: Path, copy: Path, top: Path) -> None:
    """Link the packages of a copied project as `dbt deps` would, without asking anybody.

    A package inside the repository is that of the copy, so that a revision meets the package of its own time;
    one that is installed from elsewhere is the one that is installed now.

    Args:
        original: the project; copy: its copy. repository, top: the folder of git, and its copy.
    """
    installed = copy / "dbt_packages"
    if installed.is_symlink():
        installed.unlink()  # nothing may be written where it leads
    places = dict(_local_packages(copy, top, original, repository))
    for package in sorted((original / "dbt_packages").glob("*")):
        place = package.resolve()
        inside = top / place.relative_to(repository) if place.is_relative_to(repository) else place
        places.setdefault(package.name, inside if (inside / "dbt_project.yml").is_file() else place)
    for name, place in places.items():
        installed.mkdir(exist_ok=True)
        link = installed / name
        if link.is_symlink():
            link.unlink()
        if not link.exists():  # a package that is kept in the repository itself stays
            link.symlink_to(place)


def listed_packages(root: Path) -> list[dict[str, object]]:
    """Return what `packages.yml` lists, in its order; a project without the file lists none."""
    listed = root / "packages.yml"
    content = load_yaml(listed) if listed.is_file() else {}
    found = content.get("packages") if isinstance(content, dict) else None
    return [dict(one) for one in found or [] if isinstance(one, dict)]


def _local_packages(copy: Path, top: Path, original: Path, repository: Path) -> Iterator[tuple[str, Path]]:
    for package in listed_packages(copy):
        if "local" not in package:
            continue
        named = str(package["local"])
        place = (copy / named).resolve()
        if not place.is_relative_to(top):
            place = (original / named).resolve()  # beside the repository
        settings = place / "dbt_project.yml"
        if settings.is_file():
            yield str(load_yaml(settings).get("name")), place


def write_profile(project: Project, copy: Path) -> dict[str, str]:
    """Give a copied project a profile whose database lies in the copy; returns dbt's environment for it.

    A project on another engine than DuckDB keeps its own profile: compiling only reads there.
    """
    try:
        output = {**duckdb_output(project), "path": DATABASE}
    except ConfigurationError:
        own = project.root / "profiles.yml"
        if own.is_file() and not (copy / "profiles.yml").exists():
            shutil.copyfile(own, copy / "profiles.yml")
        return {name: value for name in ("DBT_PROFILES_DIR",) if (value := os.environ.get(name))}
    profile = load_yaml(copy / "dbt_project.yml").get("profile")
    (copy / "profiles.yml").unlink(missing_ok=True)  # it may be a link
    # JSON is YAML, and quotes whatever a path may hold
    content = {profile: {"target": "gate", "outputs": {"gate": output}}}
    (copy / "profiles.yml").write_text(json.dumps(content), encoding="utf-8")
    return {"DBT_PROFILES_DIR": str(copy)}
