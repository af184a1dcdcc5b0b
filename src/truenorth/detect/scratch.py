"""A scratch database beside the work database, which it reads and cannot write.

dbt builds the detectors alone there; whatever stands to their left is read where the last build left it.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..dbt import duckdb_output, work_database
from ..errors import EvaluationError
from ..identifiers import quote_identifier, quote_literal
from ..project import Project
from ..strict_yaml import load_yaml

if TYPE_CHECKING:
    import duckdb

    from ..dbt import Relation


@dataclass(frozen=True)
class Scratch:
    """Folders and files of one calibration.

    Attributes:
        folder: everything below it is thrown away in the end.
        work: the project's work database.
    """

    folder: Path
    work: Path

    @property
    def database(self) -> Path:
        return self.folder / "permuted.duckdb"

    @property
    def target(self) -> Path:
        return self.folder / "target"

    def arguments(self) -> list[str]:
        """Return the dbt arguments that build into the scratch database and read the work database."""
        state = ["--defer", "--favor-state", "--state", str(self.folder / "state")]
        return ["--profiles-dir", str(self.folder), *state]

    def in_work(self, relation: Relation) -> str:
        """Return the quoted name of a relation of the work database, as `open` sees it."""
        return f"{quote_identifier(self.work.stem)}.{relation.sql}"

    def open(self) -> duckdb.DuckDBPyConnection:
        """Open both databases read-only; staging views may read files here, as they do in dbt."""
        import duckdb

        con = duckdb.connect(str(self.database), read_only=True)
        name = quote_identifier(self.work.stem)
        con.execute(f"attach {quote_literal(str(self.work))} as {name} (read_only)")
        return con


def make_scratch(project: Project, folder: Path) -> Scratch:
    """Write the dbt profile of the scratch database and keep what the last build says of the work database.

    Raises: EvaluationError TN-E003 if nothing was built here yet.
    """
    work = work_database(project)
    manifest = project.root / "target" / "manifest.json"
    if not work.is_file() or not manifest.is_file():
        raise EvaluationError("TN-E003", "nothing was built here yet", mend="run `truenorth build` first")
    scratch = Scratch(folder, work)
    attached = {"path": str(work.resolve()), "alias": work.stem, "read_only": True}
    output: dict[str, Any] = duckdb_output(project)
    output = {**output, "path": str(scratch.database), "attach": [*output.get("attach", []), attached]}
    profile = load_yaml(project.root / "dbt_project.yml")["profile"]
    # JSON is YAML, and quotes whatever a path may hold
    (folder / "profiles.yml").write_text(
        json.dumps({profile: {"target": "scratch", "outputs": {"scratch": output}}}), encoding="utf-8"
    )
    (folder / "state").mkdir()
    shutil.copy(manifest, folder / "state")
    return scratch
