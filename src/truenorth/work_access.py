"""The way to the private work database: it must be there, and no other process may be writing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .dbt import work_database
from .errors import EvaluationError
from .project import Project

if TYPE_CHECKING:
    import duckdb


def connect_to_work(
    project: Project, *, read_only: bool = True, config: Mapping[str, Any] | None = None
) -> duckdb.DuckDBPyConnection:
    """Open the work database.

    Args:
        config: DuckDB's settings of the connection.
    Raises: EvaluationError TN-E003 (nothing was built), TN-E005 (another process writes it now).
    """
    import duckdb

    path = existing_work_database(project)
    with no_other_writer(path):
        return duckdb.connect(str(path), read_only=read_only, config=dict(config or {}))


def existing_work_database(project: Project) -> Path:
    """Return where the work database lies. Raises: EvaluationError TN-E003 if nothing was built yet."""
    path = work_database(project)
    if not path.is_file():
        raise EvaluationError("TN-E003", "nothing was built here yet", mend="run `truenorth build` first")
    return path


@contextmanager
def no_other_writer(path: Path) -> Iterator[None]:
    """Say what it means that DuckDB cannot lock the work database.

    Raises: EvaluationError TN-E005.
    """
    import duckdb

    try:
        yield
    except duckdb.IOException as error:
        raise EvaluationError(
            "TN-E005",
            "the work database is in use by another process",
            where=str(path),
            mend="wait until the build has ended; readers use published/CURRENT",
        ) from error
