"""The part of `metric_figures` that makes one metric's figures out of the rows of its model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import EvaluationError
from .lineage import FIGURES

if TYPE_CHECKING:
    from sqlglot import exp


def rollup_sql(sql: str, metric: str, dialect: str) -> str:
    """Return the compiled SQL of `metric_figures` without the branches of all other metrics.

    A change of how rows become figures is a change of every metric; a new metric beside this one is none.
    Raises: EvaluationError TN-M005 if there is no branch of this metric.
    """
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    try:
        tree = sqlglot.parse_one(sql, dialect=dialect)
    except SqlglotError as error:
        raise _unread(metric, str(error).splitlines()[0]) from error
    branches = [select for select in tree.find_all(exp.Select) if _metric_of(select) is not None]
    own = [select for select in branches if _metric_of(select) == metric]
    if len(own) != 1:
        raise _unread(metric, f"it has {len(own)} branches of this metric")
    chain: exp.Expr = own[0]
    while isinstance(chain.parent, exp.SetOperation | exp.Paren | exp.Subquery):
        chain = chain.parent
    branch = own[0].copy()
    chain.replace(branch)
    return tree.sql(dialect=dialect, comments=False)


def _metric_of(select: exp.Select) -> str | None:
    """The metric that a SELECT names as a literal in its column `metric`."""
    from sqlglot import exp

    for projection in select.expressions:
        if isinstance(projection, exp.Alias) and projection.alias.lower() == "metric":
            literal = projection.this
            return str(literal.this) if isinstance(literal, exp.Literal) else None
    return None


def _unread(metric: str, problem: str) -> EvaluationError:
    return EvaluationError(
        "TN-M005",
        f"{FIGURES} cannot be read for {metric}: {problem}",
        where=f"models/marts/metrics/{FIGURES}.sql",
        mend="name the metric in the var truenorth_metrics or truenorth_own_metrics and build again",
    )
