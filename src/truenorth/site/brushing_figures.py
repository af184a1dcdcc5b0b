"""What a release says of brushing: counts by signal, effects on metrics, detection runs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class SignalCount:
    """One row of `findings_summary`.

    Attributes:
        findings: None where the signal did not run, which is not the same as having found nothing.
        blocked: subjects with such a finding whose verdict is `blocked`.
        retracted: findings that an appeal took back; no other count holds them.
        missing_entity: what the project does not bring, for a signal that did not run.
    """

    signal: str
    findings: int | None
    code: str
    title: str
    title_zh: str
    family: str
    grade: str
    subject_type: str
    cases: int
    blocked: int
    retracted: int
    missing_entity: str
    smallest_p: float | None


@dataclass(frozen=True)
class Effect:
    """One metric over the whole history, before and after what is blocked was taken out."""

    metric: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class DetectionRun:
    """One detection.

    Attributes:
        bound: the stated share (0-1) of honest actors that may be flagged.
        permutations, measured_rate, measured_upper_bound: from a calibration; None where there was none.
        cohort_accounts, cohort_found: accounts known to be honest, and those of them that were found; None
            where there was no such cohort.
        cohort_p_value, cohort_upper_bound: how sure that is.
    """

    detected_at: datetime | None
    findings: int
    permutations: int | None
    bound: float | None
    measured_rate: float | None
    measured_upper_bound: float | None
    cohort_accounts: int | None = None
    cohort_found: int | None = None
    cohort_p_value: float | None = None
    cohort_upper_bound: float | None = None


@dataclass(frozen=True)
class HeldFromMeasure:
    """A batch that the trusted figures leave out whole, because too much of it is blocked."""

    entity: str
    batch_id: str
    reason: str


@dataclass(frozen=True)
class Group:
    """One row of `brushing_groups`: accounts that acted together, in counts.

    Attributes:
        targets, authors: None where its findings are no interactions, or authors are not known.
    """

    number: int
    signal: str
    members: int
    findings: int
    blocked: int
    targets: int | None
    authors: int | None
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class GroupTie:
    """One row of `brushing_group_ties`: two groups and how many accounts they share."""

    number: int
    other: int
    shared: int


@dataclass(frozen=True)
class BrushingFigures:
    """The brushing tables of one release; runs are ordered by time, the last one last."""

    signals: tuple[SignalCount, ...] = ()
    effects: tuple[Effect, ...] = ()
    runs: tuple[DetectionRun, ...] = ()
    held: tuple[HeldFromMeasure, ...] = ()
    groups: tuple[Group, ...] = ()
    ties: tuple[GroupTie, ...] = ()


def read_brushing(connection: duckdb.DuckDBPyConnection) -> BrushingFigures:
    """Read the brushing tables of an open release.

    Raises: duckdb.Error if a table or column is missing.
    """
    signals = connection.execute(
        "select signal, findings, coalesce(code, ''), coalesce(title, ''), coalesce(title_zh, ''),"
        " coalesce(family, ''), coalesce(grade, ''), coalesce(subject_type, ''), coalesce(cases, 0),"
        " coalesce(blocked, 0), coalesce(retracted, 0), coalesce(missing_entity, ''), smallest_p"
        " from findings_summary order by signal"
    ).fetchall()
    effects = connection.execute(
        "select metric, value_before, value_after from brushing_effects order by metric"
    ).fetchall()
    runs = connection.execute(
        "select detected_at, coalesce(findings, 0), permutations, false_positive_bound, measured_rate,"
        " measured_upper_bound, cohort_accounts, cohort_found, cohort_p_value, cohort_upper_bound"
        " from detection_runs order by detected_at nulls first, detection_run"
    ).fetchall()
    held = connection.execute(
        "select entity, batch_id, coalesce(reason, '') from brushing_held_batches order by entity, batch_id"
    ).fetchall()
    groups = connection.execute(
        "select group_number, coalesce(signal, ''), coalesce(members, 0), coalesce(findings, 0),"
        " coalesce(blocked, 0), targets, authors, first_day, last_day from brushing_groups"
        " order by group_number"
    ).fetchall()
    ties = connection.execute(
        "select group_number, other_group, coalesce(shared_accounts, 0) from brushing_group_ties"
        " order by group_number, other_group"
    ).fetchall()
    return BrushingFigures(
        tuple(SignalCount(*row[:12], *map(_finite, row[12:])) for row in signals),
        tuple(Effect(metric, _finite(before), _finite(after)) for metric, before, after in effects),
        tuple(
            DetectionRun(*row[:3], *map(_finite, row[3:6]), *row[6:8], *map(_finite, row[8:])) for row in runs
        ),
        tuple(HeldFromMeasure(*row) for row in held),
        tuple(Group(*row) for row in groups),
        tuple(GroupTie(*row) for row in ties),
    )


def _finite(value: Any) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None
