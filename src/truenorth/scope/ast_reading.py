"""Second reading: the SQL text as sqlglot understands it.

It shares nothing with DuckDB's planner: a column that one of the two overlooks is still found by the other.
What neither a name nor a known construct explains is doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .ast_names import Names, Relation
from .ast_pivots import without_pivots
from .ast_sources import stars_of, table_of
from .reading import NOTHING, Doubt, Refs, united

if TYPE_CHECKING:
    from sqlglot import MappingSchema, exp

DECIDE_NO_ROWS = {
    "expressions",
    "from_",
    "from",
    "joins",
    "with_",
    "with",
    "laterals",
    "hint",
    "kind",
    "into",
}
"""Parts of a SELECT that are read in their own way; every other part decides which rows there are."""


def read_text(sql: str, schema: MappingSchema) -> Relation:
    """Return what a query reads by its text; unnamed columns have names of sqlglot's making.

    Args:
        sql: DuckDB's dialect.
        schema: columns of every known relation.
    Raises: Doubt TN-L020, TN-L021, TN-L022, TN-L025.
    """
    import sqlglot
    from sqlglot.errors import SqlglotError
    from sqlglot.optimizer.qualify import qualify

    try:
        parsed = without_pivots(sqlglot.parse_one(sql, dialect="duckdb"))
        query = qualify(parsed, dialect="duckdb", schema=schema)
    except SqlglotError as error:
        raise Doubt("TN-L021", f"sqlglot cannot resolve it: {str(error).splitlines()[0]}") from error
    return TextReader(schema).query(query, Names())


class TextReader:
    """Evaluates a qualified syntax tree from the inside out."""

    def __init__(self, schema: MappingSchema) -> None:
        self.schema = schema

    def query(self, node: Any, outer: Names) -> Relation:
        """What a query gives: SELECT, a set operation, VALUES, or one of them in brackets."""
        from sqlglot import exp

        names = outer.inside()
        with_ = node.args.get("with_") or node.args.get("with")
        for cte in with_.expressions if with_ else []:
            names.ctes[cte.alias.lower()] = self._cte(cte, names, recursive=bool(with_.args.get("recursive")))
        if isinstance(node, exp.Subquery):
            return self._bracketed(node, names)
        if isinstance(node, exp.Select):
            return self._select(node, names)
        if isinstance(node, exp.SetOperation):
            return self._set_operation(node, names)
        if isinstance(node, exp.Values):
            return table_of(node, self, names)
        raise Doubt("TN-L025", f"sqlglot reads a construct that is not understood: {type(node).__name__}")

    def _bracketed(self, node: exp.Subquery, names: Names) -> Relation:
        made = self.query(node.this, names)
        limits = united(
            self.refs(node.args[part], names) for part in ("order", "limit", "offset") if node.args.get(part)
        )
        made = Relation(made.columns, made.rows | limits, made.rest)
        return _renamed(made, node)

    def _cte(self, cte: exp.CTE, names: Names, *, recursive: bool) -> Relation:
        name = cte.alias.lower()
        if not recursive or not hasattr(cte.this, "left"):
            return _renamed(self.query(cte.this, names), cte)
        made = _renamed(self.query(cte.this.left, names), cte)
        while True:
            names.ctes[name] = made
            wider = made.wider(_renamed(self.query(cte.this, names), cte))
            if wider == made:
                return made
            made = wider

    def _set_operation(self, node: exp.SetOperation, names: Names) -> Relation:
        from sqlglot import exp

        left, right = self.query(node.left, names), self.query(node.right, names)
        if node.args.get("by_name") or left.rest is not None or right.rest is not None:
            made = left.wider(right)
        else:
            pairs = zip(left.columns, right.columns.values(), strict=False)
            columns = {name: left.columns[name] | other for name, other in pairs}
            made = Relation({**left.columns, **columns}, left.rows | right.rows)
        if not isinstance(node, exp.Union) or node.args.get("distinct"):
            made = Relation(made.columns, made.rows | made.everything(), made.rest)
        level = Names(names.ctes, {"": made}, names.outer)
        limits = united(
            self.refs(node.args[part], level) for part in ("order", "limit", "offset") if node.args.get(part)
        )
        return Relation(made.columns, made.rows | limits, made.rest)

    def _select(self, node: exp.Select, names: Names) -> Relation:
        from sqlglot import exp

        rows = self._read_sources(node, names)
        columns: dict[str, Refs] = {}
        rest: Refs | None = None
        for projection in node.expressions:
            made = stars_of(projection, names, self)
            if made is None:
                name = projection.alias_or_name.lower()
                columns[name] = columns.get(name, NOTHING) | self.refs(projection, names)
                if projection.find(exp.Unnest, exp.Explode):
                    rows |= columns[name]
                continue
            for name, refs in made.columns.items():
                columns[name] = columns.get(name, NOTHING) | refs
            rest = rest if made.rest is None else (rest or NOTHING) | made.rest
        # ORDER BY and QUALIFY may name what the SELECT itself makes
        level = Names(names.ctes, {**names.sources, "": Relation(columns, rows, rest)}, names.outer)
        deciding = united(
            self.refs(part, level) for key, part in node.args.items() if part and key not in DECIDE_NO_ROWS
        )
        group = node.args.get("group")
        if group is not None and group.args.get("all"):
            keys = [one for one in node.expressions if not one.find(exp.AggFunc)]
            deciding |= self.refs(keys, names)
        distinct = node.args.get("distinct")
        if distinct is not None and not distinct.args.get("on"):
            deciding |= united(columns.values()) | (rest or NOTHING)
        if not node.args.get("group") and _aggregates(node, exp):
            # one row, whatever is below: the rows below are in the values
            columns = {name: refs | rows for name, refs in columns.items()}
            return Relation(columns, deciding, rest if rest is None else rest | rows)
        return Relation(columns, rows | deciding, rest)

    def _read_sources(self, node: exp.Select, names: Names) -> Refs:
        """Put every FROM item into `names`; returns what decides the joined rows."""
        rows = NOTHING
        from_ = node.args.get("from_") or node.args.get("from")
        joins = node.args.get("joins") or []
        laterals = node.args.get("laterals") or []
        for item in [*([from_.this] if from_ else []), *(join.this for join in joins), *laterals]:
            made = self._source(item, names)
            names.sources[item.alias_or_name.lower() or f"#{len(names.sources)}"] = made
            rows |= made.rows
        for join in joins:
            conditions = [join.args.get("on"), *(join.args.get("using") or [])]
            rows |= united(self.refs(one, names) for one in conditions if one)
        return rows

    def _source(self, item: Any, names: Names) -> Relation:
        from sqlglot import exp

        if isinstance(item, exp.Subquery):
            return self._bracketed(item, Names(names.ctes, names.sources, names.outer))
        return table_of(item, self, names)

    def refs(self, expression: Any, names: Names) -> Refs:
        """What an expression is made from, subqueries in it included."""
        from sqlglot import exp

        if isinstance(expression, list):
            return united(self.refs(one, names) for one in expression)
        if not isinstance(expression, exp.Expression):
            return NOTHING
        if isinstance(expression, exp.TableColumn):
            return names.column("", expression.name)
        if isinstance(expression, exp.Column) and not isinstance(expression.this, exp.Star):
            return self._column(expression, names)
        if isinstance(expression, exp.Query):
            made = self.query(expression, names)
            only_rows = isinstance(expression.parent, exp.Exists)
            return made.rows if only_rows else made.rows | made.everything()
        if isinstance(expression, (exp.Star, exp.Columns)) and not isinstance(expression.parent, exp.Count):
            return united(source.everything() for source in names.all_sources())
        return united(self.refs(child, names) for child in expression.iter_expressions())

    def _column(self, column: exp.Column, names: Names) -> Refs:
        from sqlglot import exp

        if not column.table:
            inside = column.find_ancestor(exp.Lambda)
            while inside is not None:
                if any(column.name.lower() == one.name.lower() for one in inside.expressions):
                    return NOTHING
                inside = inside.find_ancestor(exp.Lambda)
        return names.column(column.table, column.name)


def _renamed(made: Relation, node: Any) -> Relation:
    """Apply the column list of an alias, `as t (a, b)`."""
    aliases = [name.lower() for name in node.alias_column_names]
    if not aliases:
        return made
    values = list(made.columns.items())
    columns = {
        aliases[place] if place < len(aliases) else name: refs for place, (name, refs) in enumerate(values)
    }
    return Relation(columns, made.rows, made.rest)


def _aggregates(node: Any, exp: Any) -> bool:
    """Whether a SELECT without groups aggregates: windows and subqueries do not count."""
    return any(
        found.find_ancestor(exp.Select) is node and found.find_ancestor(exp.Window) is None
        for projection in node.expressions
        for found in projection.find_all(exp.AggFunc)
    )
