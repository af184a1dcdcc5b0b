"""What is told of figures that differ, and which differences are too large by reviewed configuration."""

from __future__ import annotations

from collections.abc import Mapping

from ...definitions.folders import project_variables
from ...definitions.rules import DECIDING
from ...errors import ConfigurationError
from ...project import Project
from ...wording.numbers import format_share, format_value
from ...wording.words import Lang, Words
from ..changes import ValueChange
from ..finding import GateFinding, Grade, Place
from .side import Side
from .value_diff import Counts, ValueDiff

LARGEST_CHANGE = "truenorth_gate_value_change_max"
"""Var of dbt_project.yml: share by which a change may move the trusted total of a metric in office."""


def largest_change(project: Project) -> float | None:
    """Return the reviewed limit, None where nobody has set one.

    Raises: ConfigurationError TN-D040.
    """
    stated = project_variables(project).get(LARGEST_CHANGE)
    if stated is None:
        return None
    if isinstance(stated, bool) or not isinstance(stated, int | float) or not stated >= 0:
        raise ConfigurationError(
            "TN-D040",
            f"{LARGEST_CHANGE} is a share of 0 or more, not {stated!r}",
            where=str(project.root / "dbt_project.yml"),
            mend="write a number: 0.05 lets a figure move by 5 %",
        )
    return float(stated)


def value_findings(
    diff: ValueDiff,
    before: Side,
    after: Side,
    *,
    places: Mapping[str, Place],
    moved: Grade = "warn",
    limit: float | None = None,
) -> list[GateFinding]:
    """Tell every metric of which a figure differs: one finding a metric.

    Args:
        moved: grade where a trusted figure of a metric in office differs; any other difference is a note.
        limit: see `largest_change`; without one nothing fails, because no number would have an origin.
    """
    deciding = metrics_in_office(before, after)
    return [
        _finding(metric, metric in deciding, diff, moved, limit, places.get(metric))
        for metric in sorted({metric for metric, _ in diff.counts})
        if diff.differs(metric, "trusted") or diff.differs(metric, "raw")
    ]


def metrics_in_office(*sides: Side) -> set[str]:
    """Return the metrics that people decide by on any side: one that leaves office is still told as one."""
    return {name for side in sides for name, one in side.metrics.items() if one["tier"] in DECIDING}


def is_beyond(total: ValueChange, limit: float) -> bool:
    """A figure that appears or vanishes has no share: it is beyond any limit."""
    return total.relative is None or abs(total.relative) > limit


def told_change(change: ValueChange) -> Words:
    """Say before, after and by how much: `12,345 → 12,001 (−2.8 %)`."""
    return Words(_told(change, "en"), _told(change, "zh"))


def _finding(
    metric: str, in_office: bool, diff: ValueDiff, moved: Grade, limit: float | None, place: Place | None
) -> GateFinding:
    total = diff.total(metric, "trusted")
    too_far = in_office and limit is not None and total is not None and is_beyond(total, limit)
    grade: Grade = "note"
    if in_office and diff.differs(metric, "trusted"):
        grade = "fail" if too_far else moved
    return GateFinding(
        check="values",
        grade=grade,
        code="TN-D033" if too_far else "TN-D032",
        subject=metric,
        said=_said(metric, diff, limit if too_far else None),
        mend=Words(
            "say in the change why the figures move, or take back what moves them",
            "在变更说明中写明数字为何变动，或撤回引起变动的部分",
        ),
        place=place,
    )


def _said(metric: str, diff: ValueDiff, limit: float | None) -> Words:
    parts = [_basis_said(diff, metric, basis) for basis in ("trusted", "raw") if diff.differs(metric, basis)]
    if limit is not None:
        most = (format_share(limit, "en"), format_share(limit, "zh"))
        parts.append(Words(f"at most {most[0]} is allowed", f"上限为 {most[1]}"))
    return Words("; ".join(part.en for part in parts), "；".join(part.zh for part in parts))


def _basis_said(diff: ValueDiff, metric: str, basis: str) -> Words:
    total = diff.total(metric, basis)
    counts = diff.counts.get((metric, basis), Counts(0, 0, 0, 0, 0))
    name = Words(basis, {"trusted": "可信口径", "raw": "原始口径"}[basis])
    told = told_change(total) if total else Words("total unchanged", "总计不变")
    english, chinese = [f"{name.en} {told.en}"], [f"{name.zh} {told.zh}"]
    if counts.changed_periods:
        english.append(f"{counts.changed_periods:,} of {counts.periods:,} periods differ")
        chinese.append(f"{counts.periods:,} 个时段中有 {counts.changed_periods:,} 个不同")
    if counts.changed_slices:
        english.append(f"{counts.changed_slices:,} of {counts.slices:,} slices differ")
        chinese.append(f"{counts.slices:,} 个切片中有 {counts.changed_slices:,} 个不同")
    return Words(", ".join(english), "，".join(chinese))


def _told(change: ValueChange, lang: Lang) -> str:
    nothing = {"en": "no figure", "zh": "无数"}[lang]
    old, new = (
        nothing if value is None else format_value(value, change.unit, lang)
        for value in (change.before, change.after)
    )
    if change.relative is None:
        return f"{old} → {new}"
    sign = "+" if change.relative > 0 else ""
    return f"{old} → {new} ({sign}{format_share(change.relative, lang)})"
