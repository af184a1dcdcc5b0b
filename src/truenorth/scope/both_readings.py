"""The read-set of one query: everything that DuckDB's plan or sqlglot's tree shows (docs/decisions/0016)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .ast_names import Relation
from .ast_reading import read_text
from .plan_reading import read_plan
from .reading import Doubt, Reading, Ref, Refs, united

if TYPE_CHECKING:
    import duckdb
    from sqlglot import MappingSchema

WHOLE_NAME = 2
"""Dots in `database.schema.name`."""


def read_query(con: duckdb.DuckDBPyConnection, schema: MappingSchema, sql: str) -> Reading:
    """Return what a query reads: the union of both readings.

    Args:
        con: connection to empty tables, one for each known relation.
        schema: the same relations for sqlglot.
    Raises: Doubt, whichever of the two has it.
    """
    plan = read_plan(con, sql)
    text = _named_alike(read_text(sql, schema), list(plan.columns))
    full = {ref.relation for ref in united([plan.rows, *plan.columns.values()])}
    return plan.union(
        Reading(
            {name: _in_full(refs, full) for name, refs in text.columns.items()}, _in_full(text.rows, full)
        )
    )


def _named_alike(text: Relation, names: list[str]) -> Reading:
    """Give sqlglot's columns DuckDB's names: by position where it lists them all, otherwise by name."""
    if text.rest is None and len(text.columns) == len(names):
        return Reading(dict(zip(names, text.columns.values(), strict=True)), text.rows)
    everything = text.everything()
    columns = {name: everything if (found := text.column(name)) is None else found for name in names}
    return Reading(columns, text.rows)


def _in_full(refs: Refs, full: set[str]) -> Refs:
    """Give relations that the text names in part the whole name that DuckDB found for them.

    Raises: Doubt TN-L022 if there is no such one, or several.
    """
    made = set()
    for ref in refs:
        found = [name for name in full if name == ref.relation or name.endswith(f".{ref.relation}")]
        if len(found) > 1 or (not found and ref.relation.count(".") < WHOLE_NAME):
            raise Doubt("TN-L022", f"it cannot be told which relation is meant: {ref.relation}")
        made.add(Ref(found[0], ref.column) if found else ref)
    return frozenset(made)
