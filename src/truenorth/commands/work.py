"""The private work database, opened to look at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..dbt import Relation, relations
from ..errors import ConfigurationError
from ..project import Project
from ..work_access import connect_to_work

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class WorkDatabase:
    """An open work database and the names of what dbt built in it."""

    con: duckdb.DuckDBPyConnection
    relations: dict[str, Relation]
    project: Project

    def labelled(self, source: str) -> str:
        """Return the quoted name of the labelled relation of a source."""
        return self.relations[f"adm_{source}"].sql

    def find_batch(self, prefix: str) -> tuple[str, str]:
        """Return (source, batch id) of the one batch whose id starts with `prefix`.

        Raises: ConfigurationError TN-Q001 if none or several do.
        """
        if not re.fullmatch(r"[0-9a-f]{4,64}", prefix):
            raise ConfigurationError(
                "TN-Q001", f"{prefix!r} is not the beginning of a batch id", mend="give 4 to 64 hex digits"
            )
        found = self.con.execute(
            f"select distinct source, batch_id from {self.relations['batches'].sql} where batch_id like ?",
            [f"{prefix}%"],
        ).fetchall()
        if len(found) != 1:
            raise ConfigurationError(
                "TN-Q001",
                f"{len(found)} batches have an id that begins with {prefix}",
                mend="`truenorth quarantine list` shows the ids; give more of one",
            )
        return found[0]


def open_work(project: Project) -> WorkDatabase:
    """Open the work database read-only; SQL on it reaches no file.

    Raises: EvaluationError TN-E003 if nothing was built, TN-E005 if a build is writing it now.
    """
    names = relations(project)
    con = connect_to_work(project, config={"enable_external_access": False, "lock_configuration": True})
    return WorkDatabase(con, names, project)
