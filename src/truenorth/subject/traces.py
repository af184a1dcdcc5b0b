"""Where a person is: their rows at the door by the scope files, and every place that holds their id.

The second does not trust any declaration: it looks at every text column of every table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..dbt import Relation
from ..errors import ConfigurationError
from ..identifiers import quote_identifier
from ..persons.id_columns import id_columns
from ..project import Project

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

TEXT, TEXTS = "VARCHAR", "VARCHAR[]"


@dataclass(frozen=True)
class DoorRows:
    """A person's rows in the labelled relation of a source.

    Attributes:
        columns: columns that hold the id of a person, that of the row's own person first.
        rows: (batch id, row number).
    """

    source: str
    relation: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Trace:
    """A table that holds the id; `condition` has one parameter, the id, for each of `columns`."""

    table: Relation
    columns: tuple[str, ...]
    condition: str
    rows: int


def that_exist(con: duckdb.DuckDBPyConnection, built_in: Mapping[str, Relation]) -> dict[str, Relation]:
    """Return those models that are there: a build may have stopped before others."""
    there = set(con.execute("select distinct schema_name, table_name from duckdb_columns()").fetchall())
    return {name: one for name, one in built_in.items() if (one.schema, one.identifier) in there}


def door_rows(
    con: duckdb.DuckDBPyConnection, project: Project, built_in: Mapping[str, Relation], person: str
) -> list[DoorRows]:
    """Return the person's rows of every source that passes the door, admitted and quarantined ones.

    Raises: ConfigurationError TN-U003 if a source has no scope file: then nobody knows whose its rows are.
    """
    found = []
    for source in project.sources:
        columns = id_columns(project, source)
        if columns is None:
            raise ConfigurationError(
                "TN-U003",
                f"nothing says which column of {source} names a person",
                where=str(project.root / "expectations" / "scope" / f"{source}.yml"),
                mend="write the scope file; the column has a data category in `user.unique_id`",
            )
        if columns and f"adm_{source}" in built_in:
            relation = built_in[f"adm_{source}"].sql
            rows = con.execute(
                f"select _batch_id, _row_number from {relation} where {names_sql(columns)}"
                " order by _batch_id, _row_number",
                [person] * len(columns),
            ).fetchall()
            found.append(DoorRows(source, relation, columns, tuple(rows)))
    return found


def traces(con: duckdb.DuckDBPyConnection, person: str) -> list[Trace]:
    """Return every table that holds the id in a text column, or in a list of texts."""
    return [trace for table, columns in _tables(con) if (trace := _trace(con, table, columns, person))]


def entity_traces(
    con: duckdb.DuckDBPyConnection, built_in: Mapping[str, Relation], person: str
) -> list[Trace]:
    """Return the canonical entities that name the person; they are views."""
    found = []
    for name in sorted(name for name in built_in if name.startswith("canonical_")):
        described = con.execute(f"describe {built_in[name].sql}").fetchall()
        columns = {row[0]: row[1] for row in described if row[1] in (TEXT, TEXTS)}
        if trace := _trace(con, built_in[name], columns, person):
            found.append(trace)
    return found


def names_sql(columns: tuple[str, ...]) -> str:
    """SQL that is TRUE for a row that names the person; one parameter, the id, for each column."""
    return " or ".join(f"cast({quote_identifier(column)} as varchar) = ?" for column in columns)


def _tables(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[Relation, dict[str, str]]]:
    found = con.execute(
        "select schema_name, table_name, map_from_entries(list((column_name, data_type)))"
        " from duckdb_columns() inner join duckdb_tables() using (database_name, schema_name, table_name)"
        f" where data_type in ('{TEXT}', '{TEXTS}') and not temporary group by all order by all"
    ).fetchall()
    for schema, table, columns in found:
        yield Relation(schema, table), columns


def _trace(
    con: duckdb.DuckDBPyConnection, table: Relation, columns: dict[str, str], person: str
) -> Trace | None:
    tests = {
        name: f"{quote_identifier(name)} = ?"
        if type_ == TEXT
        else f"list_contains({quote_identifier(name)}, ?)"
        for name, type_ in columns.items()
    }
    counted = ", ".join(f"count(*) filter ({test})" for test in tests.values())
    counts = con.execute(f"select {counted} from {table.sql}", [person] * len(tests)).fetchone() or ()
    hit = tuple(name for name, count in zip(tests, counts, strict=True) if count)
    if not hit:
        return None
    condition = " or ".join(f"coalesce({tests[name]}, false)" for name in hit)
    [(rows,)] = con.execute(
        f"select count(*) from {table.sql} where {condition}", [person] * len(hit)
    ).fetchall()
    return Trace(table, hit, condition, rows)
