"""The read-set of one query: everything that DuckDB's plan or sqlglot's tree shows (docs/decisions/0016)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .ast_names import Relation
from .ast_reading import read_text
from .plan_reading import read_plan
from .reading import Reading

if TYPE_CHECKING:
    import duckdb
    from sqlglot import MappingSchema


def read_query(con: duckdb.DuckDBPyConnection, schema: MappingSchema, sql: str) -> Reading:
    """Return what a query reads: the union of both readings.

    Args:
        con: connection to empty tables, one for each known relation.
        schema: the same relations for sqlglot.
    Raises: Doubt, whichever of the two has it.
    """
    plan = read_plan(con, sql)
    return plan.union(_named_alike(read_text(sql, schema), list(plan.columns)))


def _named_alike(text: Relation, names: list[str]) -> Reading:
    """Give sqlglot's columns DuckDB's names: by position where it lists them all, otherwise by name."""
    if text.rest is None and len(text.columns) == len(names):
        return Reading(dict(zip(names, text.columns.values(), strict=True)), text.rows)
    everything = text.everything()
    columns = {name: everything if (found := text.column(name)) is None else found for name in names}
    return Reading(columns, text.rows)
