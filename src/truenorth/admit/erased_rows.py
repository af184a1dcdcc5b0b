"""The door's memory of erased persons: their rows never land, and are counted.

`<labelled relation>__erased` holds the batch and number of each row that was left out or taken away, never a
value of it. `_leaf` is the row's salted leaf in the evidence, kept for its neighbours' proofs; NULL where the
row was left out before it was labelled.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import EvaluationError
from ..identifiers import quote_identifier
from ..persons.id_columns import id_columns
from ..persons.salts import Salts, owner_sql
from ..project import Project

if TYPE_CHECKING:
    import duckdb

COLUMNS = "_batch_id varchar, _row_number bigint, _leaf varchar"
SUBJECTS = "_erased_subjects"


@dataclass(frozen=True)
class ErasedSubjects:
    """Whose rows of a source are left out.

    Attributes:
        columns: columns that hold the id of a person.
        key: of the salts file, under which persons are digested.
        subjects: digests of erased persons.
    """

    columns: tuple[str, ...]
    key: str
    subjects: frozenset[str]

    def belongs_sql(self) -> str:
        """SQL that is TRUE for a row of an erased person; `parameters` are its parameters."""
        named = (
            f"{owner_sql('subject', quote_identifier(column))} in (select subject from {SUBJECTS})"
            for column in self.columns
        )
        return f"coalesce({' or '.join(named)}, false)"

    @property
    def parameters(self) -> list[str]:
        return [self.key] * len(self.columns)

    @contextmanager
    def on(self, con: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Lay the digests on a connection as `SUBJECTS`, while rows are read."""
        con.execute(f"create or replace temp table {SUBJECTS} (subject varchar)")
        con.executemany(f"insert into {SUBJECTS} values (?)", [[one] for one in sorted(self.subjects)])
        try:
            yield
        finally:
            con.execute(f"drop table if exists {SUBJECTS}")


def erased_subjects(project: Project, source: str) -> ErasedSubjects | None:
    """Return whose rows the door of a source leaves out, None if nobody was ever erased.

    Raises: EvaluationError TN-U004 if persons were erased and no scope file says where the source names them.
    """
    salts = Salts.open(project)
    if salts is None:
        return None
    with salts:
        subjects = salts.erased()
        key = salts.key
    if not subjects:
        return None
    columns = id_columns(project, source)
    if columns is None:
        raise EvaluationError(
            "TN-U004",
            f"persons were erased, and nothing says which column of {source} names a person",
            where=str(project.root / "expectations" / "scope" / f"{source}.yml"),
            mend="bring the scope file of the source back",
        )
    return ErasedSubjects(columns, key, frozenset(subjects)) if columns else None


def erased_name(relation: str) -> str:
    """Return the quoted name of the table of erased rows beside a quoted labelled relation."""
    return f'{relation.removesuffix(chr(34))}__erased"'


def create_erased_table(con: duckdb.DuckDBPyConnection, relation: str) -> None:
    """Create the table of erased rows beside a labelled relation unless it exists."""
    con.execute(f"create table if not exists {erased_name(relation)} ({COLUMNS})")


def land_others(
    con: duckdb.DuckDBPyConnection, relation: str, rows_sql: str, erased: ErasedSubjects
) -> tuple[int]:
    """Insert the rows that belong to nobody erased, note the others; returns how many rows there were."""
    left_out = con.execute(
        f"insert into {erased_name(relation)} select _batch_id, _row_number, null from ({rows_sql})"
        f" where {erased.belongs_sql()}",
        erased.parameters,
    ).fetchone()
    landed = con.execute(
        f"insert into {relation} select * from ({rows_sql}) where not {erased.belongs_sql()}",
        erased.parameters,
    ).fetchone()
    return (sum(rows[0] for rows in (left_out, landed) if rows),)
