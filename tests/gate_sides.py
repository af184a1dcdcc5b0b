"""Sides of a change for tests, made of plain rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from truenorth.dbt import NodeResult
from truenorth.gate.measured.side import READ, Side, arrow_of
from truenorth.gate.measured.trial import Built

ALL = "all"


def figure(
    metric: str,
    value: float | None,
    *,
    basis: str = "trusted",
    dimension: str = ALL,
    member: str = ALL,
    period: date | None = None,
) -> dict[str, Any]:
    """Return a row of `metric_values`; a value of None is a slice that is withheld."""
    return {
        "metric": metric,
        "period_start": period,
        "dimension": dimension,
        "member": member,
        "basis": basis,
        "value": value,
    }


def verdict(metric: str, tier: str = "candidate", **more: Any) -> dict[str, Any]:
    """Return a row of `metric_verdicts`."""
    return {
        "metric": metric,
        "title": metric.title(),
        "tier": tier,
        "unit": "count",
        "verdict": "unknown",
    } | more


def side(blocked: list[tuple[str, str, str]] | None = None, **tables: list[dict[str, Any]]) -> Side:
    """Return one side; a table that is not named is empty."""
    names = ("signal", "subject_type", "subject_id")
    rows = None if blocked is None else [dict(zip(names, one, strict=True)) for one in blocked]
    schema = pa.schema([(name, pa.string()) for name in names])
    return Side(
        {table.name: arrow_of(table, tables.get(table.name, [])) for table in READ},
        None if rows is None else pa.Table.from_pylist(rows, schema=schema),
    )


def built(made: Side, *nodes: NodeResult, tests: dict[str, dict[str, Any]] | None = None) -> Built:
    """Return a build; `tests` are nodes of its manifest by unique id."""
    return Built(made, nodes, {"nodes": tests or {}})
