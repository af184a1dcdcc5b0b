"""Annotated windows, and the means with and without them, as one release says them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class EventWindow:
    """One row of `annotated_events`; half-open."""

    first_day: date
    end_day: date
    title: str
    title_zh: str
    source: str


@dataclass(frozen=True)
class EventMeans:
    """One row of `metric_values_without_events`."""

    metric: str
    basis: str
    periods: int
    event_periods: int
    mean_value: float | None
    mean_value_without_events: float | None


@dataclass(frozen=True)
class EventFigures:
    """Both tables; empty where nothing is annotated."""

    windows: tuple[EventWindow, ...] = ()
    means: tuple[EventMeans, ...] = ()


def read_events(connection: duckdb.DuckDBPyConnection) -> EventFigures:
    """Read both tables of an open release. Raises: duckdb.Error if one is not there."""
    windows = connection.execute(
        "select first_day, end_day, coalesce(title, ''), coalesce(title_zh, ''), coalesce(source, '')"
        " from annotated_events order by first_day, event"
    ).fetchall()
    means = connection.execute(
        "select metric, basis, coalesce(periods, 0), coalesce(event_periods, 0), mean_value,"
        " mean_value_without_events from metric_values_without_events order by metric, basis"
    ).fetchall()
    return EventFigures(
        tuple(EventWindow(*row) for row in windows),
        tuple(EventMeans(*row[:4], *map(_finite, row[4:])) for row in means),
    )


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
