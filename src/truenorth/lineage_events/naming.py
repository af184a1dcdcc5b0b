"""Names of jobs and datasets; those of dbt's own OpenLineage integration, so that both draw one graph."""

from __future__ import annotations

import os
from dataclasses import dataclass

from ..dbt import duckdb_output
from ..project import Project

FILES = "file"


@dataclass(frozen=True)
class Names:
    """Where names are unique.

    Attributes:
        jobs: OPENLINEAGE_NAMESPACE, else the project's name.
        tables: the work database as the dbt profile writes its path, so no home folder is told.
    """

    project: str
    jobs: str
    tables: str

    def job(self, step: str) -> str:
        """Return the name of a job: `<project>.build` or `<project>.test`."""
        return f"{self.project}.{step}"


def names_of(project: Project) -> Names:
    """Return the names of a project. Raises: ConfigurationError TN-E004 (no DuckDB target)."""
    return Names(
        project=project.name,
        jobs=os.environ.get("OPENLINEAGE_NAMESPACE") or project.name,
        tables=f"duckdb://{duckdb_output(project)['path']}",
    )
