"""One text for all ways of writing the same query: no comments, no names of CTEs, AND and OR in one order.

A CTE is named by the digest of what it holds, so neither its name nor its place in the WITH counts, and one
that nothing reads is gone. What this does not see as the same has another text: a vote is asked for once
too often, never once too seldom.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..errors import EvaluationError

if TYPE_CHECKING:
    from sqlglot import exp

Relations = Callable[[str], str | None]
"""From `database.schema.name` in lower case, as it stands in the SQL, to the name in the canonical text."""

WORD = re.compile(r"\w+")
"""What is no word may be the path of a file, of which case is part."""


def canonical_sql(sql: str, dialect: str, relations: Relations = lambda name: None) -> str:
    """Return the canonical text of one query.

    Args:
        sql: compiled SQL: one SELECT, set operation or WITH.
        dialect: sqlglot's name of the engine.
        relations: what to write for a relation; None leaves it as it is.
    Raises: EvaluationError TN-M005.
    """
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    try:
        trees = [tree for tree in sqlglot.parse(sql, dialect=dialect) if tree is not None]
        if len(trees) != 1 or not isinstance(trees[0], exp.Query):
            raise _unread("it is not one query")
        return Canonical(dialect, relations).text(trees[0], Sight())
    except (SqlglotError, RecursionError) as error:
        raise _unread(str(error).splitlines()[0] if str(error) else "it is nested too deeply") from error


def canonical_expression(sql: str, dialect: str) -> str:
    """Return the canonical text of one expression, such as `sum(numerator)`.

    Raises: EvaluationError TN-M005.
    """
    return canonical_sql(f"select {sql} as value", dialect)


def digest_of(text: str) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Sight:
    """Names that a query may use, by how they are written in lower case.

    Attributes:
        ctes: WITH names to names in the canonical text; aliases: those of FROM items likewise.
        depth: number of SELECTs around; two FROM items in sight never share a name.
    """

    ctes: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0


class Canonical:
    """Rewrites a syntax tree in place, from the inside out."""

    def __init__(self, dialect: str, relations: Relations) -> None:
        self.dialect = dialect
        self.relations = relations

    def text(self, query: exp.Expr, sight: Sight) -> str:
        """Return the canonical text of a query that may use what is in sight."""
        self._settle(query, sight)
        return self._render(query)

    def _settle(self, node: exp.Expr, sight: Sight) -> None:
        """Give `node` and everything below it its canonical form."""
        from sqlglot import exp

        sight = self._without_ctes(node, sight)
        if isinstance(node, exp.Select):
            aliases = dict(sight.aliases)
            for place, item in enumerate(_sources(node)):
                self._name(item, f"s{sight.depth}_{place}", aliases)
            sight = Sight(sight.ctes, aliases, sight.depth + 1)
        for child in list(node.iter_expressions()):
            self._settle(child, sight)
        self._rename(node, sight)
        if isinstance(node, exp.Connector):
            self._sort(node)
        for part in ("this", "on"):
            if isinstance(node, exp.Where | exp.Having | exp.Qualify | exp.Join) and node.args.get(part):
                node.set(part, _bare(node.args[part]))

    def _without_ctes(self, node: exp.Expr, sight: Sight) -> Sight:
        """Take the WITH away; returns what is in sight with its CTEs among them."""
        with_ = node.args.get("with_") or node.args.get("with")
        if with_ is None:
            return sight
        with_.pop()
        for cte in with_.expressions:
            name = cte.alias.lower()
            itself = {name: "cte_itself"} if with_.args.get("recursive") else {}
            body = self.text(cte.this, replace(sight, ctes={**sight.ctes, **itself}))
            columns = ", ".join(column.name.lower() for column in cte.args["alias"].columns)
            named = f"cte_{digest_of(f'{columns}: {body}')}"
            sight = replace(sight, ctes={**sight.ctes, name: named})
        return sight

    def _name(self, item: exp.Expr, name: str, aliases: dict[str, str]) -> None:
        """Give a FROM item a name of its own; what a PIVOT made keeps the name that it has."""
        from sqlglot import exp

        written = item.alias_or_name.lower()
        if not written or item.args.get("pivots"):
            return
        aliases[written] = name
        alias = item.args.get("alias")
        if isinstance(alias, exp.TableAlias) and alias.this is not None:
            alias.set("this", exp.to_identifier(name))
        else:
            item.set("alias", exp.TableAlias(this=exp.to_identifier(name)))

    def _rename(self, node: exp.Expr, sight: Sight) -> None:
        from sqlglot import exp

        if isinstance(node, exp.Table) and isinstance(node.this, exp.Identifier):
            written = ".".join(part.name.lower() for part in node.parts)
            name = sight.ctes.get(written) if len(node.parts) == 1 else None
            name = name or self.relations(written)
            if name is not None:
                node.set("this", exp.to_identifier(name, quoted=True))
                node.set("db", None)
                node.set("catalog", None)
        elif isinstance(node, exp.Column) and node.table.lower() in sight.aliases:
            node.set("table", exp.to_identifier(sight.aliases[node.table.lower()]))
        elif isinstance(node, exp.Identifier) and WORD.fullmatch(node.name):
            node.set("this", node.name.lower())  # DuckDB and Spark compare names without regard to case

    def _sort(self, node: exp.Connector) -> None:
        """Order the operands of a whole chain of one connector; its brackets go with it."""
        from sqlglot import exp

        kind = type(node)
        if kind not in (exp.And, exp.Or) or isinstance(_outside_brackets(node), kind):
            return
        operands = sorted(_operands(node, kind), key=self._render)
        chain = operands[0]
        for operand in operands[1:-1]:
            chain = kind(this=chain, expression=operand)
        node.set("this", chain)
        node.set("expression", operands[-1])

    def _render(self, node: exp.Expr) -> str:
        from sqlglot import ErrorLevel

        return node.sql(
            dialect=self.dialect, comments=False, identify=True, unsupported_level=ErrorLevel.RAISE
        )


def _sources(select: exp.Select) -> list[exp.Expr]:
    from_ = select.args.get("from_") or select.args.get("from")
    joins = select.args.get("joins") or []
    laterals = select.args.get("laterals") or []
    return [*([from_.this] if from_ else []), *(join.this for join in joins), *laterals]


def _outside_brackets(node: exp.Expr) -> exp.Expr | None:
    from sqlglot import exp

    parent = node.parent
    while isinstance(parent, exp.Paren):
        parent = parent.parent
    return parent


def _operands(node: exp.Expr, kind: type) -> list[exp.Expr]:
    """The operands of a chain of `kind`, bracketed parts of it among them."""
    from sqlglot import exp

    inside = _bare(node)
    if not isinstance(inside, exp.Connector):
        return [inside]
    if isinstance(inside, kind):
        return [*_operands(inside.left, kind), *_operands(inside.right, kind)]
    return [exp.Paren(this=inside)]


def _bare(node: exp.Expr) -> exp.Expr:
    """The expression without the brackets around all of it."""
    from sqlglot import exp

    while isinstance(node, exp.Paren):
        node = node.this
    return node


def _unread(problem: str) -> EvaluationError:
    return EvaluationError(
        "TN-M005",
        f"the SQL of a definition cannot be read: {problem}",
        mend="rewrite the query; a definition that cannot be read cannot be voted on",
    )
