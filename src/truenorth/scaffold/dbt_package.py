"""The dbt package that the installed truenorth carries, and the link by which a project names it.

`packages.yml` of a project says `local: .truenorth/dbt_package`: a path that is the same on every machine.
The link behind it is made anew by `truenorth deps`, so that models and command are of one version
(decision 0022).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from ..errors import ConfigurationError, EvaluationError
from ..project import Project
from ..strict_yaml import load_yaml
from .own_folder import own_folder

LINK = Path(".truenorth", "dbt_package")
INSTALLED_AS = Path("dbt_packages", "truenorth")


def carried_package() -> Path:
    """Return the folder of the dbt package: inside the installed package, or the checkout that is used.

    Raises: EvaluationError TN-H007 if it is in neither place.
    """
    python_package = Path(__file__).parents[1]
    for place in (python_package / "dbt_package", python_package.parents[1]):
        if (place / "dbt_project.yml").is_file():
            return place
    raise EvaluationError(
        "TN-H007",
        "this installation of truenorth carries no dbt package",
        where=str(python_package),
        mend="install truenorth again from its wheel",
    )


def link_package(root: Path) -> Path:
    """Let `.truenorth/dbt_package` of a project be the package of this installation; returns the link.

    A copy stands in where the system makes no links.
    """
    link = own_folder(root) / LINK.name
    if link.is_symlink():
        link.unlink()
    elif link.exists():
        shutil.rmtree(link)
    package = carried_package()
    try:
        link.symlink_to(package, target_is_directory=True)
    except OSError:  # Windows without developer mode
        shutil.copytree(package, link, ignore=shutil.ignore_patterns(".*", "target", "logs", "node_modules"))
    return link


def names_the_link(project: Project) -> bool:
    """Whether `packages.yml` (or `dependencies.yml`) of the project installs truenorth by the link."""
    return any(
        os.path.normpath(str(package.get("local", ""))) == str(LINK)
        for file in ("packages.yml", "dependencies.yml")
        if (project.root / file).is_file()
        for package in load_yaml(project.root / file).get("packages") or []
    )


def check_versions(project: Project) -> str:
    """Return the version of the models that dbt installed.

    Raises: ConfigurationError TN-H004 (truenorth is not installed), TN-H006 (of another version).
    """
    settings = project.root / INSTALLED_AS / "dbt_project.yml"
    if not settings.is_file():
        raise ConfigurationError(
            "TN-H004",
            "packages.yml does not install truenorth",
            where=str(project.root / "packages.yml"),
            mend=f"add `- local: {LINK.as_posix()}` under `packages:`",
        )
    found = str(load_yaml(settings)["version"])
    carried = str(load_yaml(carried_package() / "dbt_project.yml")["version"])
    if found != carried:
        raise ConfigurationError(
            "TN-H006",
            f"the models are of truenorth {found}, the command is of {carried}",
            where=str(project.root / "packages.yml"),
            mend=f"name the package as `local: {LINK.as_posix()}`; then both come from one installation",
        )
    return found
