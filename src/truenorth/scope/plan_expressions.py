"""Columns that an expression of DuckDB's serialised plan refers to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .reading import Doubt, Refs, united

OPAQUE = ("function_data", "lambda_expr")
"""What a lambda says inside counts its own parameters; what it captures stands beside it as an argument."""

Bindings = dict[int, list[Refs]]


def refs_of(expression: Any, columns: list[Refs], bindings: Bindings) -> Refs:
    """Return what an expression (or any structure that holds expressions) is made from.

    Args:
        columns: output of the operator below, by position.
        bindings: output of every operator seen so far, by DuckDB's table index.
    """
    return united(_refs(node, columns, bindings) for node in _references(expression))


def _references(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for one in node:
            yield from _references(one)
    elif isinstance(node, dict):
        if node.get("expression_class") in ("BOUND_REF", "BOUND_COLUMN_REF"):
            yield node
            return
        for name, value in node.items():
            if name not in OPAQUE:
                yield from _references(value)


def _refs(node: dict[str, Any], columns: list[Refs], bindings: Bindings) -> Refs:
    try:
        if node["expression_class"] == "BOUND_REF":
            place: int = node["index"]
            return columns[place]
        binding: dict[str, int] = node["binding"]
        return bindings[binding["table_index"]][binding["column_index"]]
    except (KeyError, IndexError) as error:
        raise Doubt("TN-L025", "DuckDB's plan refers to a column that is not below it") from error
