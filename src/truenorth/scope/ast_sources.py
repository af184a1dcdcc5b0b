"""What FROM items give (tables, VALUES, UNNEST, LATERAL) and stars that sqlglot left standing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .ast_names import Names, Relation
from .reading import NOTHING, ROWS, Doubt, Ref, united

if TYPE_CHECKING:
    from .ast_reading import TextReader

GENERATORS = (
    "range",
    "generate_series",
    "unnest",
    "repeat",
    "generate_subscripts",
    "generateseries",
    "explodinggenerateseries",
)


def table_of(item: Any, reader: TextReader, names: Names) -> Relation:
    """What a FROM item that is no bracketed query gives.

    Raises: Doubt TN-L020 (a table function), TN-L022 (nobody declared it), TN-L025.
    """
    from sqlglot import exp

    level = Names(names.ctes, names.sources, names.outer)
    if isinstance(item, exp.Lateral):
        if isinstance(item.this, exp.Subquery):
            made = reader.query(item.this, level)
            return Relation(made.columns, made.rows, made.rest)
        return _generated(item.this, item, reader, level)
    if isinstance(item, (exp.Values, exp.Unnest)):
        return _generated(item, item, reader, level)
    if not isinstance(item, exp.Table):
        raise Doubt("TN-L025", f"sqlglot reads from what is not understood: {type(item).__name__}")
    if isinstance(item.this, exp.Func):
        return _generated(item.this, item, reader, level)
    return _stored(item, reader, names)


def _stored(item: Any, reader: TextReader, names: Names) -> Relation:
    name = item.name.lower()
    if not item.db and name in names.ctes:
        return names.ctes[name]
    columns = reader.schema.column_names(item, dialect="duckdb")
    if not columns:
        raise Doubt("TN-L022", f"a relation is read that nobody declared: {item.name}")
    relation = ".".join(part.name for part in item.parts).lower()
    rows = frozenset({Ref(relation, ROWS)})
    return Relation({one.lower(): frozenset({Ref(relation, one.lower())}) for one in columns}, rows)


def _generated(function: Any, item: Any, reader: TextReader, names: Names) -> Relation:
    from sqlglot import exp

    if not isinstance(function, (exp.Values, exp.Unnest)):
        called = function.name if isinstance(function, exp.Anonymous) else function.key
        if called.lower() not in GENERATORS:
            raise Doubt("TN-L020", f"a table function is read: {called}")
    made = united(reader.refs(child, names) for child in function.iter_expressions())
    columns = {str(name).lower(): made for name in item.alias_column_names}
    return Relation(columns, made, made)


def stars_of(projection: Any, names: Names, reader: TextReader) -> Relation | None:
    """What a projection with a star or COLUMNS(...) gives; None for an ordinary one."""
    from sqlglot import exp

    columns = projection.find(exp.Columns)
    if columns is not None:
        return _columns_of(projection, columns, names)
    inner = projection.unalias()
    if isinstance(inner, exp.Dot) and isinstance(inner.expression, exp.Star):
        return Relation({}, NOTHING, reader.refs(inner.this, names))
    table = inner.table if isinstance(inner, exp.Column) and isinstance(inner.this, exp.Star) else None
    if table is None and not isinstance(inner, exp.Star):
        return None
    sources = [one for name, one in names.sources.items() if not table or name == table.lower()]
    found = Relation({}, NOTHING)
    for source in sources:
        found = found.wider(source)
    return Relation(found.columns, NOTHING, found.rest)


def _columns_of(projection: Any, columns: Any, names: Names) -> Relation:
    """COLUMNS('regex') stands for the columns that match; anything else in it for every column."""
    from sqlglot import exp

    chosen = columns.this
    pattern, left_out = re.compile(""), set()
    if isinstance(chosen, exp.Literal) and chosen.is_string:
        pattern = re.compile(chosen.name, re.IGNORECASE)
    elif isinstance(chosen, exp.Star):
        left_out = {one.name.lower() for one in chosen.args.get("except_") or chosen.args.get("except") or []}
    found = {
        name: refs
        for source in names.all_sources()
        for name, refs in source.columns.items()
        if pattern.search(name) and name not in left_out
    }
    if projection.unalias() is columns:
        return Relation(found, NOTHING)
    # an expression over COLUMNS has names of its own, each over one of them
    return Relation({}, NOTHING, united(found.values()))
