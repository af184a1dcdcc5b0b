"""Everything the page may know: the tables of one published release."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import EvaluationError
from ..publish.reading import Release, open_release, read_release
from .brushing_figures import BrushingFigures, read_brushing
from .compliance_figures import ComplianceFigures, read_compliance
from .event_figures import EventFigures, read_events
from .score_figures import Score, read_scores

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Measure:
    """One value with what it was divided from; None where the release has no finite number.

    Attributes:
        is_withheld: it would tell of few persons, so the release does not say it.
    """

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    is_withheld: bool = False


@dataclass(frozen=True)
class Pair:
    """One metric on both bases, for one member of a dimension and one period.

    Attributes:
        start, end: the period, end exclusive; both None for the whole history.
    """

    start: date | None
    end: date | None
    dimension: str
    member: str
    raw: Measure
    trusted: Measure


@dataclass(frozen=True)
class Verdict:
    """One row of `metric_verdicts`; `bubble` is raw / trusted - 1."""

    metric: str
    title: str
    tier: str
    kind: str
    unit: str
    raw: float | None
    trusted: float | None
    bubble: float | None
    verdict: str
    reason: str


@dataclass(frozen=True)
class Batch:
    """One row of `batches`.

    Attributes:
        rows: 0 for a file that could not be read.
        severity: empty, `warn` (a repeated delivery: nothing is missing) or `error`.
    """

    source: str
    batch_id: str
    file: str
    delivered_at: datetime | None
    rows: int
    admitted: int
    quarantined: int
    held: int
    erased: int
    status: str
    code: str
    severity: str
    reason: str


@dataclass(frozen=True)
class ReasonCount:
    """How many rows of a source carry one reason; `text` is the contract's own English."""

    source: str
    reason: str
    rows: int
    text: str


@dataclass(frozen=True)
class Figures:
    """The tables of one release, in the order in which the page shows them."""

    release: Release
    verdicts: tuple[Verdict, ...]
    pairs: dict[str, tuple[Pair, ...]]
    batches: tuple[Batch, ...]
    reasons: tuple[ReasonCount, ...]
    brushing: BrushingFigures = field(default_factory=BrushingFigures)
    compliance: ComplianceFigures = field(default_factory=ComplianceFigures)
    scores: tuple[Score, ...] = ()
    events: EventFigures = field(default_factory=EventFigures)


def read_figures(release_db: Path) -> Figures:
    """Read a release file, or the `CURRENT` link, read-only and without external access.

    Raises: EvaluationError TN-P008 (missing, damaged or not a release), TN-W001 (a table or column that
        the page needs is not there).
    """
    import duckdb

    release = read_release(release_db)
    with open_release(release_db) as connection:
        try:
            return Figures(
                release,
                verdicts=_verdicts(connection),
                pairs=_pairs(connection),
                batches=_batches(connection),
                reasons=_reasons(connection),
                brushing=read_brushing(connection),
                compliance=read_compliance(connection),
                scores=read_scores(connection),
                events=read_events(connection),
            )
        except duckdb.Error as error:
            raise EvaluationError(
                "TN-W001",
                "the release lacks a table or column that the contract site shows",
                where=str(release_db),
                mend="publish anew with this version of truenorth: `truenorth build`",
            ) from error


def _verdicts(connection: duckdb.DuckDBPyConnection) -> tuple[Verdict, ...]:
    rows = connection.execute(
        "select metric, coalesce(title, ''), coalesce(tier, ''), coalesce(kind, ''), coalesce(unit, ''),"
        " raw_value, trusted_value, bubble, coalesce(verdict, ''), coalesce(reason, '')"
        " from metric_verdicts order by metric"
    ).fetchall()
    return tuple(Verdict(*row[:5], *map(_finite, row[5:8]), *row[8:]) for row in rows)


def _pairs(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[Pair, ...]]:
    def side(basis: str) -> str:
        of = f"filter (basis = '{basis}')"
        numbers = [f"max({column}) {of}" for column in ("value", "numerator", "denominator")]
        return ", ".join([*numbers, f"coalesce(bool_or(denominator is null) {of}, false)"])

    rows = connection.execute(
        f"select metric, period_start, period_end, dimension, member, {side('raw')}, {side('trusted')}"
        " from metric_values group by 1, 2, 3, 4, 5 order by 1, 4, 5, 2 nulls first, 3"
    ).fetchall()
    pairs: dict[str, list[Pair]] = {}
    for metric, start, end, dimension, member, *numbers in rows:
        raw, trusted = _measure(*numbers[:4]), _measure(*numbers[4:])
        pairs.setdefault(metric, []).append(Pair(start, end, dimension, member, raw, trusted))
    return {metric: tuple(listed) for metric, listed in pairs.items()}


def _batches(connection: duckdb.DuckDBPyConnection) -> tuple[Batch, ...]:
    rows = connection.execute(
        "select source, coalesce(batch_id, ''), file, delivered_at, coalesce(rows, 0), coalesce(admitted, 0),"
        " coalesce(quarantined, 0), coalesce(held, 0), coalesce(erased, 0), coalesce(status, ''),"
        " coalesce(code, ''), coalesce(severity, ''), coalesce(reason, '') from batches"
        " order by source, file, delivered_at nulls first, batch_id nulls first"
    ).fetchall()
    return tuple(Batch(*row) for row in rows)


def _reasons(connection: duckdb.DuckDBPyConnection) -> tuple[ReasonCount, ...]:
    rows = connection.execute(
        "select source, reason, coalesce(rows, 0), coalesce(text, '') from quarantine_reasons"
        " order by source, rows desc, reason"
    ).fetchall()
    return tuple(ReasonCount(*row) for row in rows)


def _measure(value: Any, numerator: Any, denominator: Any, is_withheld: bool) -> Measure:
    return Measure(_finite(value), _finite(numerator), _finite(denominator), is_withheld)


def _finite(value: Any) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None
