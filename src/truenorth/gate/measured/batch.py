"""What a new batch would do: whether it comes in, what of it, and what figures become with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ...errors import EvaluationError
from ...project import Project
from ...publish.tables import BATCHES, PROFILES
from ...wording.words import Words
from ..finding import Check, GateFinding, Place
from .answer import Before, Measured, OnMessage, OnProgress, compared, nothing_measured
from .arrival import Arrival, arrival_of, put, take_away
from .change import batches_of
from .held_batches import HELD_CHECKED, held_findings
from .places import Places
from .published_build import release_made_by
from .renewal import Renewal
from .side import Side, side_of_build
from .trial import Watch, build_in, open_trial
from .value_diff import ValueDiff
from .value_findings import value_findings

CHECKS: tuple[Check, ...] = ("batch", "values", "limits", "detection", "compliance")
REASON = "reason."  # of a measure in `profiles`


def measure_batch(
    project: Project, file: Path, source: str, *, on_progress: OnProgress, on_message: OnMessage
) -> Measured:
    """Let one more file come in, in a copy, and compare with the project without it.

    That figures move is what a batch is for: it is told, and fails nothing. Whether the batch is out of line
    with its history says the audit, which holds it.

    Raises: ConfigurationError TN-S003, TN-D041, TN-D042, TN-E004; EvaluationError TN-E005.
    """
    arrival = arrival_of(project, file, source)
    watch = Watch(on_progress, on_message)
    try:
        with open_trial(project) as sandbox:
            name = put(sandbox, arrival)
            after = build_in(sandbox, Renewal.NOTHING, watch, with_tests=True)
    except EvaluationError as refusal:
        return nothing_measured(project, refusal, CHECKS)
    before = _before(project, arrival, after.side, watch)

    def tell(diff: ValueDiff, one: Side, other: Side, places: Mapping[str, Place]) -> list[GateFinding]:
        return value_findings(diff, one, other, places=places, moved="note")

    answer = compared(project, before, after, tell)
    findings = [
        *held_findings(before.side, after.side, Places(project), project),
        *_taken_in(before.side, after.side, arrival, name),
    ]
    return answer.and_also(findings, HELD_CHECKED)


def _before(project: Project, arrival: Arrival, after: Side, watch: Watch) -> Before:
    release = release_made_by(project, project)
    if release is not None:
        published = side_of_build(project)
        of_it = {(row["source"], row["batch_id"]) for row in _rows_of(arrival, after)}
        others = [one for one in batches_of(after) if (one[0], one[2]) not in of_it]
        if others == batches_of(published):
            return Before(published, release.release_id)
    try:
        with open_trial(project) as sandbox:
            take_away(sandbox, arrival)
            built = build_in(sandbox, Renewal.NOTHING, watch, with_tests=False)
    except EvaluationError as refusal:
        return Before(None, reason=f"without the batch nothing could be built: {refusal.code} {refusal.what}")
    if not built.has_figures:
        return Before(None, reason="without the batch nothing could be built: dbt's words are above")
    return Before(built.side)


def _taken_in(before: Side | None, after: Side, arrival: Arrival, name: str) -> Iterator[GateFinding]:
    """Tell what the row contract said of the file, and that a content which is known brings nothing."""
    rows = _rows_of(arrival, after)
    known = _rows_of(arrival, before) if before is not None else []
    if any(row["status"] == "admitted" for row in known):
        yield _note(
            "TN-D043",
            arrival,
            name,
            Words(
                f"{name}: its content has come in already, so nothing changes",
                f"{name}：内容此前已入库，数字不变",
            ),
        )
        return
    for row in rows:
        if row["status"] == "admitted" and row["quarantined"]:
            yield _note("TN-D039", arrival, name, _quarantined(row, after, name))


def _quarantined(row: Mapping[str, Any], after: Side, name: str) -> Words:
    reasons = sorted(
        (-int(one["value"]), one["measure"].removeprefix(REASON))
        for one in after.rows(PROFILES)
        if one["source"] == row["source"]
        and one["batch_id"] == row["batch_id"]
        and one["measure"].startswith(REASON)
        and one["value"]
    )
    told = ", ".join(f"{reason} {-count:,}" for count, reason in reasons)
    return Words(
        f"{row['quarantined']:,} of {row['rows']:,} rows of {name} would be quarantined: {told}",
        f"{name} 的 {row['rows']:,} 行中将有 {row['quarantined']:,} 行被隔离：{told}",
    )


def _rows_of(arrival: Arrival, side: Side) -> list[dict[str, Any]]:
    found = side.rows(BATCHES)
    return [
        row for row in found if (row["source"], row["batch_id"]) == (arrival.source.name, arrival.batch_id)
    ]


def _note(code: str, arrival: Arrival, name: str, said: Words) -> GateFinding:
    mend = Words(
        f"`truenorth check {arrival.file.name} --source {arrival.source.name}` shows the rows",
        f"`truenorth check {arrival.file.name} --source {arrival.source.name}` 可查看具体行号",
    )
    return GateFinding("batch", "note", code, arrival.source.name, said, mend, key=name)
