"""Empty copies of every relation, so that a query can be planned without reaching any data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..identifiers import quote_identifier
from .manifest import Node

if TYPE_CHECKING:
    import duckdb
    from sqlglot import MappingSchema

LEDGER = "__ledger"
BESIDE = (LEDGER, "__erased")
"""What the door writes beside the labelled relation; dbt does not know of it."""

Columns = dict[str, str]


@dataclass(frozen=True)
class Catalog:
    """A connection to empty tables, the same for sqlglot, and the column types of each relation."""

    con: duckdb.DuckDBPyConnection
    schema: MappingSchema
    columns: dict[str, Columns]


def types_of(con: duckdb.DuckDBPyConnection, nodes: Iterable[Node]) -> dict[str, Columns]:
    """Return column name to DuckDB type for every relation that exists.

    Args:
        con: the work database; external locations of sources are described on it too.
    """
    rows = con.execute(
        "select lower(database_name || '.' || schema_name || '.' || table_name), column_name, data_type "
        "from duckdb_columns() where not internal order by table_oid, column_index"
    ).fetchall()
    there: dict[str, Columns] = {}
    for relation, column, type_ in rows:
        there.setdefault(relation, {})[column] = type_
    known: dict[str, Columns] = {}
    for node in nodes:
        beside = BESIDE if node.kind == "door" else ()
        for relation in (node.relation, *(node.relation + one for one in beside)):
            if relation in there:
                known[relation] = there[relation]
        if node.rendered:
            described = con.execute(f"describe select * from {node.rendered}").fetchall()
            known[node.relation] = {row[0]: row[1] for row in described}
    return known


@contextmanager
def opened_catalog(columns: dict[str, Columns]) -> Iterator[Catalog]:
    """Open an empty database that has these relations and reaches no file."""
    import duckdb
    from sqlglot import MappingSchema

    schema = MappingSchema(dialect="duckdb")
    with duckdb.connect() as con:
        for database in dict.fromkeys(relation.split(".")[0] for relation in columns):
            if database != "memory":
                con.execute(f"attach ':memory:' as {quote_identifier(database)}")
        for relation, types in columns.items():
            database, namespace, _ = parts = relation.split(".", 2)
            con.execute(f"create schema if not exists {_quoted([database, namespace])}")
            listed = ", ".join(f"{quote_identifier(name)} {type_}" for name, type_ in types.items())
            con.execute(f"create table {_quoted(parts)} ({listed})")
            schema.add_table(_quoted(parts), dict(types), dialect="duckdb", match_depth=False)
        con.execute("set enable_external_access = false; set lock_configuration = true")
        yield Catalog(con, schema, columns)


def with_names(sql: str, nodes: Iterable[Node]) -> str:
    """Put the names of sources where compiled SQL has their external locations."""
    for node in nodes:
        if node.rendered:
            sql = sql.replace(node.rendered, _quoted(node.relation.split(".", 2)))
    return sql


def _quoted(parts: Iterable[str]) -> str:
    return ".".join(map(quote_identifier, parts))
