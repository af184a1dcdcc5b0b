"""Audit: every landed batch is judged beside its history, in the order of the deliveries.

A batch that is held is no history for the next one.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..admit.contract import load_contract
from ..admit.releases import Release, load_releases
from ..project import find_project
from .history import widen, with_history
from .judge import Judgement, judge
from .suite import BatchSuite, load_suite

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

COLUMNS = (
    "batch_id", "expectation", "measure", "severity", "outcome", "observed", "beside", "expected", "origin",
    "waived_until", "suite_version", "judged_at",
)  # fmt: skip


def audit(
    source: str,
    *,
    profiles: Any,
    earlier: Any | None,
    project_dir: Path | None = None,
    now: datetime | None = None,
) -> pa.Table:
    """Judge the batches that are new or held.

    Args:
        profiles: DuckDB relation (batch_id, measure, value).
        earlier: DuckDB relation of the judgements so far, or None on the first run.
    Returns: new judgements, one row a batch and expectation; nothing for a held batch whose verdict stands.
    """
    project = find_project(project_dir)
    suite = load_suite(project.batch_contracts / f"{source}.py", source)
    waivers = [r for r in load_releases(project) if r.source == source and r.row_number is None]
    now = now or datetime.now(UTC).replace(tzinfo=None)
    standing = standing_judgements(earlier.df()) if earlier is not None else {}
    measured = profiles.df()
    if measured.empty:
        return judgement_table([])
    contract = load_contract(project.row_contracts / f"{source}.py", source)
    return judgement_table(judge_new(suite, widen(measured, contract.reasons), standing, waivers, now))


def judge_new(
    suite: BatchSuite,
    wide: pd.DataFrame,
    standing: dict[str, list[dict[str, Any]]],
    waivers: list[Release],
    now: datetime,
) -> list[dict[str, Any]]:
    """Judge the batches of `wide` (see `history.widen`) that do not stand as passed, in its order.

    Returns: one row a batch and expectation; nothing for a batch whose standing judgement would be repeated.
    """
    passed = {batch_id for batch_id, rows in standing.items() if not _is_held(rows, now.date())}
    pending = [batch_id for batch_id in wide.index if batch_id not in passed]
    rows: list[dict[str, Any]] = []
    for batch_id, judgements in _judge_in_order(suite, wide, pending, passed, waivers, now.date()):
        new = [_row(judgement, suite, waivers, now) for judgement in judgements]
        if _verdict(new) != _verdict(standing.get(batch_id, [])):
            rows.extend(new)
    return rows


def _judge_in_order(
    suite: BatchSuite,
    wide: pd.DataFrame,
    pending: list[str],
    passed: set[str],
    waivers: list[Release],
    today: date,
) -> list[tuple[str, list[Judgement]]]:
    """Judge all of `pending` at once; after the first held batch judge the rest again without it."""
    passed = set(passed)
    judged: list[tuple[str, list[Judgement]]] = []
    while pending:
        frame = with_history(wide, pending, passed | set(pending), suite.history_length)
        by_batch: dict[str, list[Judgement]] = {batch_id: [] for batch_id in pending}
        for judgement in judge(suite, frame):
            by_batch[judgement.batch_id].append(judgement)
        for number, batch_id in enumerate(pending, start=1):
            judged.append((batch_id, by_batch[batch_id]))
            if any(j.holds_back and _waived_until(j, waivers, today) is None for j in by_batch[batch_id]):
                pending = pending[number:]
                break
            passed.add(batch_id)
        else:
            pending = []
    return judged


def _waived_until(judgement: Judgement, waivers: list[Release], today: date) -> date | None:
    if judgement.outcome != "fail":  # what could not be checked cannot be waved through
        return None
    ends = [
        waiver.expires
        for waiver in waivers
        if waiver.batch_id == judgement.batch_id
        and judgement.expectation.name in waiver.names
        and waiver.expires > today
    ]
    return max(ends, default=None)


def _row(judgement: Judgement, suite: BatchSuite, waivers: list[Release], now: datetime) -> dict[str, Any]:
    expectation = judgement.expectation
    return {
        "batch_id": judgement.batch_id,
        "expectation": expectation.name,
        "measure": expectation.measure,
        "severity": expectation.severity,
        "outcome": judgement.outcome,
        "observed": judgement.observed,
        "beside": judgement.beside,
        "expected": expectation.expected,
        "origin": expectation.origin,
        "waived_until": _waived_until(judgement, waivers, now.date()),
        "suite_version": suite.version,
        "judged_at": now,
    }


def standing_judgements(earlier: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """The last judgement of every batch."""
    if earlier.empty:
        return {}
    latest = earlier[earlier["judged_at"] == earlier.groupby("batch_id")["judged_at"].transform("max")]
    rows: dict[str, list[dict[str, Any]]] = {}
    for record in latest.to_dict("records"):
        row = {str(name): value for name, value in record.items()}
        waived = row["waived_until"]
        row["waived_until"] = None if waived is None or waived != waived else waived.date()
        rows.setdefault(row["batch_id"], []).append(row)
    return rows


def _is_held(rows: list[dict[str, Any]], today: date) -> bool:
    return any(
        row["severity"] == "critical"
        and row["outcome"] in ("fail", "unknown")
        and (row["waived_until"] is None or row["waived_until"] <= today)
        for row in rows
    )


def _verdict(rows: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    return {(row["expectation"], row["outcome"], row["expected"], row["waived_until"]) for row in rows}


def judgement_table(rows: list[dict[str, Any]], *, also: tuple[str, ...] = ()) -> pa.Table:
    """Return judgements as a typed table; `also` names further text columns, which come first."""
    import pyarrow as pa

    text, number = pa.string(), pa.float64()
    types = {
        **dict.fromkeys((*also, *COLUMNS), text),
        "observed": number,
        "beside": number,
        "waived_until": pa.date32(),
        "judged_at": pa.timestamp("us"),
    }
    schema = pa.schema([(name, types[name]) for name in (*also, *COLUMNS)])
    return pa.Table.from_pylist(rows, schema=schema)
