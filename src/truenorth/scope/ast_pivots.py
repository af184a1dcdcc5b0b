"""Writes PIVOT and UNPIVOT as the aggregates and columns that they stand for.

sqlglot parses them, but does not always know which columns they leave. What is written here reads the same
columns and has the same names; it is never run.
"""

from __future__ import annotations

from typing import Any

from .reading import Doubt


def without_pivots(query: Any) -> Any:
    """Return the query with every PIVOT and UNPIVOT written out.

    Raises: Doubt TN-L025 for a PIVOT whose columns only the data know.
    """
    from sqlglot import exp

    while (pivot := next(query.find_all(exp.Pivot, bfs=False), None)) is not None:
        parent = pivot.parent
        if isinstance(parent, (exp.Table, exp.Subquery)) and pivot.arg_key == "pivots":
            source = parent.copy()
            source.set("pivots", None)
            written = _written(pivot, source).subquery(pivot.alias or parent.alias or None)
            for name in ("joins", "laterals"):
                written.set(name, parent.args.get(name))
            parent.replace(written)
        elif pivot.this is not None:
            written = _written(pivot, pivot.this)
            if pivot is query:
                return without_pivots(written)
            pivot.replace(written)
        else:
            raise Doubt("TN-L025", "a PIVOT stands where it is not understood")
    return query


def _written(pivot: Any, source: Any) -> Any:
    from sqlglot import exp

    if pivot.args.get("unpivot"):
        return _unpivoted(pivot, source)
    columns = [(one.this, one.expressions) for one in [*(pivot.args.get("fields") or []), *pivot.expressions]
               if isinstance(one, exp.In)]  # fmt: skip
    figures = pivot.args.get("using") or [one for one in pivot.expressions if not isinstance(one, exp.In)]
    if len(columns) != 1 or not figures or not columns[0][1]:
        raise Doubt("TN-L025", "a PIVOT without a list of values has columns that only the data know")
    ((by, values),) = columns
    made = [
        exp.alias_(
            exp.Filter(
                this=figure.unalias().copy(),
                expression=exp.Where(this=exp.EQ(this=by.copy(), expression=value.unalias().copy())),
            ),
            "_".join(
                [value.alias_or_name, *([figure.alias_or_name] if figure.alias or len(figures) > 1 else [])]
            ),
            quoted=True,
        )
        for value in values
        for figure in figures
    ]
    group = pivot.args.get("group")
    if group is not None:
        return (
            exp.select(*(one.copy() for one in group.expressions), *made)
            .from_(source)
            .group_by(*(one.copy() for one in group.expressions))
        )
    read = [by, *(column for figure in figures for column in figure.find_all(exp.Column))]
    passing = exp.Star(except_=[exp.to_identifier(one.name) for one in read])
    return exp.select(passing, *made).from_(source).group_by("ALL")


def _unpivoted(pivot: Any, source: Any) -> Any:
    """Each row becomes one for each named column: every value may come from any of them."""
    from sqlglot import exp

    fields, into = pivot.args.get("fields") or [], pivot.args.get("into")
    if fields:
        turned, name, value = fields[0].expressions, fields[0].this, pivot.expressions[0]
    elif into is not None:
        turned, name, value = pivot.expressions, into.this, into.expressions[0]
    else:
        raise Doubt("TN-L025", "an UNPIVOT is not understood")
    columns = [one.unalias() for one in turned]
    any_of = exp.Coalesce(this=columns[0].copy(), expressions=[one.copy() for one in columns[1:]])
    passing = exp.Star(except_=[exp.to_identifier(one.name) for one in columns])
    there = exp.Not(this=exp.Is(this=any_of.copy(), expression=exp.Null()))
    made = [exp.alias_(exp.Literal.string("name"), name.name), exp.alias_(any_of, value.name)]
    return exp.select(passing, *made).from_(source).where(there)
