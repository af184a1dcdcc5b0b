"""A made-up release of many metrics and sources, in the exact tables of a published file."""

from __future__ import annotations

import math
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from truenorth.publish.tables import CONTENT_TABLES, RELEASES

PERIODS, COUNTRIES, FILES = 24, 12, 6
RELEASE_ID = "20260105T093000.000000Z-0123456789ab"
UNITS = ("ratio", "GBP", "count")
TIERS = ("north_star", "core", "candidate")

Row = tuple[Any, ...]


def write_site_release(path: Path, metrics: int, sources: int) -> Path:
    """Write so many metrics, each with 24 months and 12 countries, and sources of six files each."""
    rows: dict[str, list[Row]] = {
        "metric_values": [row for place in range(metrics) for row in _values(place)],
        "metric_verdicts": [_verdict(place) for place in range(metrics)],
        "batches": [_batch(source, file) for source in range(sources) for file in range(FILES)],
        "quarantine_reasons": [
            (f"source_{source:03}", f"reason_{reason}", 40 - reason, f"reason {reason} in English")
            for source in range(sources)
            for reason in range(5)
        ],
        "annotated_events": [
            ("dispute", date(2025, 2, 20), date(2025, 3, 10), "A dispute", "争议", "minutes")
        ],
        "releases": [
            (RELEASE_ID, datetime(2026, 1, 5, 9, 30), "bench", "0", "run", metrics, sources * FILES, 0)
        ],
    }
    with duckdb.connect(str(path)) as connection:
        for table in (*CONTENT_TABLES, RELEASES):
            connection.execute(table.create_sql())
            if found := rows.get(table.name):
                marks = ", ".join("?" * len(table.columns))
                connection.execute("begin")
                connection.executemany(f"insert into {table.name} values ({marks})", found)
                connection.execute("commit")
    return path


def metric_name(place: int) -> str:
    return f"metric_{place:03}"


def _size(place: int) -> float:
    return 0.1 + place / 1000 if place % 3 == 0 else 1000.0 + 37 * place


def _values(place: int) -> list[Row]:
    rows: list[Row] = []

    def add(span: tuple[date | None, date | None], of: tuple[str, str], trusted: float) -> None:
        for basis, factor in (("raw", 1.08), ("trusted", 1.0)):
            rows.append(
                (metric_name(place), *span, *of, basis, trusted * factor * 400, 400.0, trusted * factor)
            )

    add((None, None), ("all", "all"), _size(place))
    for month in range(PERIODS):
        season = 1 + 0.2 * math.sin(month / 2 + place)
        add((_month(month), _month(month + 1)), ("all", "all"), _size(place) * season)
    for country in range(COUNTRIES):
        add((None, None), ("country", f"Country {country:02}"), _size(place) * (1 + country / 50))
    return rows


def _verdict(place: int) -> Row:
    size, unit, tier = _size(place), UNITS[place % 3], TIERS[min(place // 3, 2)]
    return (
        *(metric_name(place), f"Metric {place} of the bench", tier, "value", unit),
        *(size * 1.08, size, 0.08, "admitted", None),
    )


def _batch(source: int, file: int) -> Row:
    return (
        *(f"source_{source:03}", f"{source:032x}{file:032x}", f"2025-{file + 1:02}.parquet"),
        *(datetime(2026, 1, 1, 9, file), 1000, 960, 40, 0, 0, "admitted", None, None, None),
    )


def _month(number: int) -> date:
    return date(2024 + number // 12, number % 12 + 1, 1)
