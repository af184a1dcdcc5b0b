"""The figures of a release as leaves of two Merkle trees, so that a page can prove the few that it shows.

A metric has two leaves: its headline (tier, verdict, both values) and all its values. The overview page shows
headlines only and would else carry every slice of every metric. Numbers are texts, `repr` of a double: each
JSON reader gives the same digits back.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..evidence.entry import Entry
from ..evidence.merkle import merkle_root
from ..publish.reading import not_a_release, open_release

if TYPE_CHECKING:
    import duckdb

FIGURES = "figures"
FORMAT = "truenorth.figures/1"
WITHHELD = "withheld"
HEADLINES, VALUES = "headlines", "values"  # the trees, as the entry names them

Value = str | None


@dataclass(frozen=True)
class MetricLeaves:
    """One metric of a release.

    Attributes:
        headline: JSON with `metric`, `tier`, `kind`, `verdict`, `unit`, `raw`, `trusted`, `bubble`.
        values: JSON with `metric` and `values`, a list of
            [dimension, member, first day or "", first day after or "", raw, trusted].
    """

    metric: str
    headline: bytes
    values: bytes


def figure_leaves(release: Path, release_id: str) -> tuple[MetricLeaves, ...]:
    """Return the leaves of a release, by name of the metric; this order is the order of both trees.

    Args:
        release: a release file or the `CURRENT` link.
        release_id: is part of each leaf: a figure of one release proves nothing of another.
    Raises: EvaluationError TN-P008 (missing, damaged or not a release).
    """
    import duckdb

    with open_release(release) as connection:
        try:
            values = _values(connection)
            headlines = _headlines(connection)
        except duckdb.Error as error:
            raise not_a_release(release) from error
    leaves = []
    for metric in sorted({*values, *headlines}):
        head = {"format": FORMAT, "release_id": release_id, "metric": metric}
        of_metric = values.get(metric, [])
        headline = headlines.get(metric) or _without_verdict(of_metric)
        leaves.append(MetricLeaves(metric, _leaf(head | headline), _leaf(head | {"values": of_metric})))
    return tuple(leaves)


def figures_entry(release: Path, release_id: str) -> Entry:
    """Return the entry that a release's figures are proven against. Raises: see `figure_leaves`."""
    leaves = figure_leaves(release, release_id)
    return Entry(
        figures_key(release_id),
        FIGURES,
        {
            "format": FORMAT,
            "release_id": release_id,
            "metrics": len(leaves),
            HEADLINES: merkle_root(leaf.headline for leaf in leaves).hex(),
            VALUES: merkle_root(leaf.values for leaf in leaves).hex(),
        },
    )


def figures_key(release_id: str) -> str:
    """Return the key of the entry that holds the roots over a release's figures."""
    return f"figures/{release_id}"


def _headlines(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Value]]:
    rows = connection.execute(
        "select metric, coalesce(tier, ''), coalesce(kind, ''), coalesce(verdict, ''), coalesce(unit, ''),"
        " raw_value, trusted_value, bubble from metric_verdicts"
    ).fetchall()
    names = ("tier", "kind", "verdict", "unit", "raw", "trusted", "bubble")
    return {row[0]: dict(zip(names, [*row[1:5], *map(_number, row[5:])], strict=True)) for row in rows}


def _without_verdict(values: list[list[Value]]) -> dict[str, Value]:
    """A metric that no verdict names is shown with its total."""
    raw, trusted = next((row[4:] for row in values if row[:3] == ["all", "all", ""]), (None, None))
    bubble = None
    if raw not in (None, WITHHELD) and trusted not in (None, WITHHELD) and float(trusted):
        bubble = _number(float(raw) / float(trusted) - 1)
    said = dict.fromkeys(("tier", "kind", "verdict", "unit"), "")
    return said | {"raw": raw, "trusted": trusted, "bubble": bubble}


def _values(connection: duckdb.DuckDBPyConnection) -> dict[str, list[list[Value]]]:
    def side(basis: str) -> str:
        of = f"filter (basis = '{basis}')"
        return f"max(value) {of}, coalesce(bool_or(denominator is null) {of}, false)"

    rows = connection.execute(
        f"select metric, dimension, member, period_start, period_end, {side('raw')}, {side('trusted')}"
        " from metric_values group by all order by metric, dimension, member, period_start nulls first,"
        " period_end"
    ).fetchall()
    found: dict[str, list[list[Value]]] = {}
    for metric, dimension, member, start, end, raw, raw_withheld, trusted, trusted_withheld in rows:
        found.setdefault(metric, []).append(
            [
                *(dimension, member, _day(start), _day(end)),
                WITHHELD if raw_withheld else _number(raw),
                WITHHELD if trusted_withheld else _number(trusted),
            ]
        )
    return found


def _number(value: float | None) -> Value:
    return repr(float(value)) if value is not None and math.isfinite(value) else None


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _leaf(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
