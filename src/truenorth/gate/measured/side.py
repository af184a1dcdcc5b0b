"""What one build says, in columns: the tables that a reader of its release would see, and whom it blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...dbt import relations
from ...identifiers import quote_identifier
from ...project import Project
from ...publish.tables import (
    BATCHES,
    BRUSHING_HELD_BATCHES,
    MASKING,
    METRIC_SCOPE,
    METRIC_SCORES,
    METRIC_VALUES,
    METRIC_VERDICTS,
    PROFILES,
    RETENTION,
    ReleaseTable,
)
from ...work_access import connect_to_work

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

READ = (
    METRIC_VALUES,
    METRIC_VERDICTS,
    METRIC_SCORES,
    BATCHES,
    BRUSHING_HELD_BATCHES,
    PROFILES,
    METRIC_SCOPE,
    RETENTION,
    MASKING,
)
NOT_FROM_FILES = {"enable_external_access": False, "lock_configuration": True}
BLOCKED = """
    select distinct findings.signal, findings.subject_type, findings.subject_id
    from {findings} as findings
    inner join {verdicts} as verdicts
        on findings.subject_type = verdicts.subject_type and findings.subject_id = verdicts.subject_id
    inner join {signals} as signals on findings.signal = signals.signal
    where verdicts.status = 'blocked' and signals.grade = 'decides'
"""


@dataclass(frozen=True)
class Side:
    """One build, read.

    Attributes:
        tables: by name of the release table, with its columns; a model that is not there is an empty table.
        blocked: (signal, subject_type, subject_id) of every subject that a deciding signal blocks; it is
            counted and never told. None where that is not known.
    """

    tables: Mapping[str, pa.Table]
    blocked: pa.Table | None = field(default=None, repr=False)

    def rows(self, table: ReleaseTable) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.tables[table.name].to_pylist()
        return found

    @property
    def metrics(self) -> dict[str, dict[str, Any]]:
        """Rows of `metric_verdicts` by metric."""
        return {row["metric"]: row for row in self.rows(METRIC_VERDICTS)}


def side_of_build(project: Project) -> Side:
    """Read the work database of a project as its last build left it.

    Raises: EvaluationError TN-E003 (nothing was built), TN-E005 (another process writes it now).
    """
    names = {name: relation.sql for name, relation in relations(project).items()}
    with connect_to_work(project, config=NOT_FROM_FILES) as con:
        return Side(_tables(con, names), _blocked(con, names))


def side_of_release(con: duckdb.DuckDBPyConnection) -> Side:
    """Read an open release; whom it blocks is not in it."""
    return Side(_tables(con, {table.name: quote_identifier(table.name) for table in READ}))


def empty(table: ReleaseTable) -> pa.Table:
    """Return a release table without rows."""
    return arrow_of(table, [])


def arrow_of(table: ReleaseTable, rows: list[dict[str, Any]]) -> pa.Table:
    """Return rows as a release table of Arrow; a column that a row leaves out is NULL."""
    import pyarrow as pa

    kinds = {
        "VARCHAR": pa.string(),
        "DOUBLE": pa.float64(),
        "BIGINT": pa.int64(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "TIMESTAMP": pa.timestamp("us"),
    }
    schema = pa.schema([(name, kinds[kind]) for name, kind in table.columns.items()])
    return pa.Table.from_pylist(rows, schema=schema)


def _tables(con: duckdb.DuckDBPyConnection, names: Mapping[str, str]) -> dict[str, pa.Table]:
    return {table.name: _table(con, table, names.get(table.name)) for table in READ}


def _table(con: duckdb.DuckDBPyConnection, table: ReleaseTable, relation: str | None) -> pa.Table:
    if relation is None or not _is_there(con, relation):
        return empty(table)
    columns = ", ".join(
        f"cast({quote_identifier(name)} as {kind}) as {quote_identifier(name)}"
        for name, kind in table.columns.items()
    )
    return con.sql(f"select {columns} from {relation}").to_arrow_table()


def _blocked(con: duckdb.DuckDBPyConnection, names: Mapping[str, str]) -> pa.Table | None:
    read = {
        "findings": names.get("brushing_standing_findings"),
        "verdicts": names.get("brushing_standing_verdicts"),
        "signals": names.get("brushing_signals"),
    }
    if not all(relation and _is_there(con, relation) for relation in read.values()):
        return None
    return con.sql(BLOCKED.format(**read)).to_arrow_table()


def _is_there(con: duckdb.DuckDBPyConnection, relation: str) -> bool:
    import duckdb

    try:
        con.execute(f"select 1 from {relation} limit 0").fetchall()
    except duckdb.CatalogException:
        return False
    return True
