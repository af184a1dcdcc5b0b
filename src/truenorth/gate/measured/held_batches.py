"""Batches that a build holds."""

from __future__ import annotations

from collections.abc import Iterator

from ...project import Project
from ...publish.tables import BATCHES, BRUSHING_HELD_BATCHES
from ...wording.words import Words
from ..finding import Check, GateFinding, Grade
from ..report import Evaluated
from .places import Places
from .side import Side

HELD_CHECKED: dict[Check, Evaluated] = {"batch": Evaluated("done")}
BRUSHED = "TN-A020"
Held = tuple[str, str, str]  # source or entity, file or batch, code


def held_findings(before: Side | None, after: Side, places: Places, project: Project) -> list[GateFinding]:
    """Tell every batch that is held: it fails if it would not be held without the change.

    Args:
        before: None if that is not known; then people have to look.
    """
    known = set() if before is None else {held for held, _, _ in _held(before)}
    found = []
    for (source, file, code), severity, reason in _held(after):
        is_new = (source, file, code) not in known
        grade: Grade = "note"
        if severity == "error" and is_new:
            grade = "warn" if before is None else "fail"
        elif is_new:
            grade = "warn"
        as_before = Words("", "") if is_new else Words(" (as before)", "（此前已如此）")
        found.append(
            GateFinding(
                check="batch",
                grade=grade,
                code=code,
                subject=source,
                key=file,
                said=Words(
                    f"{file} would be held: {reason}{as_before.en}",
                    f"{file} 将被扣留：{reason}{as_before.zh}",
                ),
                mend=Words(
                    f"let the producer mend it, or release it: `truenorth explain {code}`",
                    f"请数据方修正，或经评审放行：`truenorth explain {code}`",
                ),
                place=places.of_file(project.batch_contracts / f"{source}.py"),
            )
        )
    return found


def _held(side: Side) -> Iterator[tuple[Held, str, str]]:
    for row in side.rows(BATCHES):
        if row["status"] in ("held", "unread"):
            severity = row["severity"] or "error"
            yield (row["source"], row["file"], row["code"] or ""), severity, row["reason"] or ""
    for row in side.rows(BRUSHING_HELD_BATCHES):
        yield (row["entity"], row["batch_id"], BRUSHED), "error", row["reason"] or ""
