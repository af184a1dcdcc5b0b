"""`truenorth deps`: the dbt packages of a project, truenorth's own in the version of this command."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import Any

from ..dbt import program
from ..errors import EvaluationError
from ..project import Project
from ..scaffold.dbt_package import check_versions, link_package, names_the_link


@dataclass(frozen=True)
class DepsReport:
    """What was installed; `is_linked` says whether the models come from this installation."""

    version: str
    is_linked: bool

    def as_json(self) -> dict[str, Any]:
        return {"schema_version": 1, "version": self.version, "linked": self.is_linked}

    def as_text(self) -> str:
        place = "of this installation" if self.is_linked else "as packages.yml names them"
        return f"truenorth {self.version}: models {place}"


def install_packages(project: Project) -> DepsReport:
    """Link the dbt package of this installation, then run `dbt deps`.

    Raises: EvaluationError TN-H005 (dbt deps failed), ConfigurationError TN-H004, TN-H006.
    """
    is_linked = names_the_link(project)
    if is_linked:
        link_package(project.root)
    done = subprocess.run(
        [str(program("dbt")), "--quiet", "deps"],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()
        raise EvaluationError(
            "TN-H005",
            "dbt deps failed" + (f": {said[-1].strip()}" if said else ""),
            where=str(project.root / "packages.yml"),
            mend="run `dbt deps` to see its whole output",
        )
    return DepsReport(check_versions(project), is_linked)
