"""Rules of a column that ODCS says as `quality`: a library metric, or SQL that counts what breaks them.

What the standard has words for is said in them, so that any tool can check it. SQL stands beside the rule
that it says, and is taken for it only as long as it is what that rule compiles to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..admit.checks.compile import compile_check
from .properties import custom, custom_of
from .table import RULE_OF_FIELD, TableColumn
from .types import decoded, encoded

RULE = "truenorthRule"
NO_ROWS = ({"mustBe": 0}, {"mustBeLessOrEqualTo": 0}, {"mustBeLessThan": 1})
"""How a document may say that nothing is allowed."""
DESCRIBES = {"id", "name", "description", "type", "dimension", "severity", "businessImpact", "tags", "unit"}
"""Fields of a check that demand nothing by themselves; with `unit` only where it is rows."""


def quality_of(column: TableColumn, argument: str, text: str = "") -> dict[str, Any]:
    """Return the `quality` entry of one rule of a column.

    Args:
        argument: of `pa.Field`, a key of the column's rules.
        text: what the rule is in words.
    """
    value = column.rules[argument]
    rule = RULE_OF_FIELD[argument]
    named = {"name": column.reasons.get(rule, f"{column.name}__{rule}")}
    named |= {"description": text} if text else {}
    marked = {"customProperties": custom({RULE: {argument: encoded(value)}})}
    if argument in ("eq", "isin"):
        values = encoded([value] if argument == "eq" else list(value))
        metric = {"type": "library", "metric": "invalidValues", "arguments": {"validValues": values}}
        return {**named, **metric, "mustBe": 0, **(marked if argument == "eq" else {})}
    query = _query(column, argument, value)
    if query is None:  # only Pandera gives its verdict
        implementation = {"check": rule, "arguments": encoded(value)}
        return {**named, "type": "custom", "engine": "pandera", "implementation": implementation, **marked}
    return {**named, "type": "sql", "query": query, "mustBe": 0, **marked}


def _query(column: TableColumn, argument: str, value: Any) -> str | None:
    from pandera.polars import Check

    make = getattr(Check, RULE_OF_FIELD[argument])
    check = make(**value) if isinstance(value, dict) else make(value)
    keeps = compile_check(check, column.name, column.dtype)
    return None if keeps is None else f"select count(*) from {{object}} where not {keeps}"


def rule_of(stated: Mapping[str, Any], column: TableColumn) -> tuple[str, Any] | None:
    """Return argument and value of the rule that a `quality` entry of a column says; None if it says none.

    Raises: ValueError, ArithmeticError if a value is none of the column's type.
    """
    marked = custom_of(stated).get(RULE)
    if isinstance(marked, dict) and len(marked) == 1:
        ((argument, value),) = marked.items()
        if argument not in RULE_OF_FIELD:
            return None
        value = decoded(value, column.dtype)
        alone = TableColumn(column.name, column.dtype, column.nullable, rules={argument: value})
        return (argument, value) if _same(quality_of(alone, argument), stated) else None
    arguments = stated.get("arguments", {})
    if stated.get("metric") != "invalidValues" or not allows_no_rows(stated):
        return None
    if set(arguments) == {"validValues"}:
        return "isin", decoded(list(arguments["validValues"]), column.dtype)
    if set(arguments) == {"pattern"}:
        text = str(arguments["pattern"])
        return ("str_matches" if text.startswith("^") else "str_contains"), text
    return None


def allows_no_rows(stated: Mapping[str, Any]) -> bool:
    """Whether a check allows nothing that breaks it, in rows or in per cent."""
    left = {name: value for name, value in stated.items() if name.startswith("must")}
    return left in NO_ROWS[:2] or (left == NO_ROWS[2] and stated.get("unit", "rows") == "rows")


def _same(own: Mapping[str, Any], stated: Mapping[str, Any]) -> bool:
    def demands(one: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in one.items() if name not in DESCRIBES}

    return demands(own) == demands(stated)
