"""What two releases are compared by: totals of metrics, rows of sources, counts of signals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..errors import EvaluationError
from ..publish.folder import SUFFIX, kept_releases
from ..publish.reading import Release, open_release, read_release


@dataclass(frozen=True)
class MetricTotals:
    """One metric as a release has it; `bubble` is raw / trusted - 1."""

    title: str
    tier: str
    unit: str
    raw: float | None
    trusted: float | None
    bubble: float | None
    verdict: str


@dataclass(frozen=True)
class SourceTotals:
    """Rows of one source, and its deliveries that are held or could not be read."""

    admitted: int
    quarantined: int
    held_deliveries: int


@dataclass(frozen=True)
class SignalTotals:
    """One signal; `findings` is None where it did not run."""

    title: str
    title_zh: str
    findings: int | None
    blocked: int


@dataclass(frozen=True)
class Totals:
    """One release, by metric, source and signal."""

    release: Release
    metrics: Mapping[str, MetricTotals]
    sources: Mapping[str, SourceTotals]
    signals: Mapping[str, SignalTotals]


def earlier_releases(release: Release) -> list[Path]:
    """Return the releases that are still kept beside this one and are older, oldest first."""
    if not release.path.parent.is_dir():
        return []
    return [
        path
        for path in kept_releases(release.path.parent)
        if path.name.removesuffix(SUFFIX) < release.release_id
    ]


def day_of(path: Path) -> date:
    """Return the day on which a release was published, in UTC, as its name has it."""
    return date(int(path.name[:4]), int(path.name[4:6]), int(path.name[6:8]))


def read_totals(path: Path) -> Totals | None:
    """Read what is compared; None for a release of another make, or one that is damaged."""
    import duckdb

    try:
        release = read_release(path)
        with open_release(path) as connection:
            metrics = connection.execute(
                "select metric, coalesce(title, ''), coalesce(tier, ''), coalesce(unit, ''), raw_value,"
                " trusted_value, bubble, coalesce(verdict, '') from metric_verdicts order by metric"
            ).fetchall()
            sources = connection.execute(
                "select source, sum(coalesce(admitted, 0))::bigint, sum(coalesce(quarantined, 0))::bigint,"
                " count(*) filter (status in ('held', 'unread') and severity is distinct from 'warn')"
                " from batches group by source order by source"
            ).fetchall()
            signals = connection.execute(
                "select signal, coalesce(title, ''), coalesce(title_zh, ''), findings, coalesce(blocked, 0)"
                " from findings_summary order by signal"
            ).fetchall()
    except (EvaluationError, duckdb.Error):
        return None
    return Totals(
        release,
        {row[0]: MetricTotals(*row[1:4], *map(_finite, row[4:7]), *row[7:]) for row in metrics},
        {row[0]: SourceTotals(*row[1:]) for row in sources},
        {row[0]: SignalTotals(*row[1:]) for row in signals},
    )


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
