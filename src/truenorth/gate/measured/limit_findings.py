"""Metrics of a build that are beyond what their contract allows, or that may no longer be believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...definitions.contract import MetricContract
from ...definitions.rules import DECIDING
from ...judge.marks import Mark, below
from ...publish.tables import METRIC_SCORES
from ...wording.numbers import format_share
from ...wording.words import Words
from ..finding import GateFinding, Grade, Place
from .side import Side

ADMITTED = "admitted"
NAMES = {
    "bubble": Words("bubble", "泡沫"),
    "elasticity": Words("elasticity under brushing", "刷量弹性"),
    "blind_spot": Words("blind spot", "盲区"),
}
MEASURES = {"elasticity": "elasticity", "hidden": "blind_spot"}
"""Measures of `metric_scores` that have a limit in the contract, by what the contract calls them."""


def limit_findings(
    before: Side | None, after: Side, contracts: Mapping[str, MetricContract], places: Mapping[str, Place]
) -> list[GateFinding]:
    """Hold every metric of a build against the limits of its contract.

    Args:
        before: to tell which metrics were admitted and are no longer; None if there is nothing to ask.
    Returns: `fail` for a metric in office, `warn` for a candidate; a metric that is retired is not asked.
    """
    found: list[GateFinding] = []
    for name, metric in sorted(after.metrics.items()):
        contract = contracts.get(name)
        if contract is None or metric["tier"] == "retired":
            continue
        grade: Grade = "fail" if metric["tier"] in DECIDING else "warn"
        limit, bubble = contract.limits.bubble, metric["bubble"]
        if limit is not None and bubble is not None and abs(bubble) > limit.at_most:
            one = _beyond(name, "bubble", "", bubble, limit.at_most, grade, places.get(name))
            found.append(replace(one, said=_beside(one.said, before, name)))
        for row in after.rows(METRIC_SCORES):
            measure = MEASURES.get(row["measure"])
            if row["metric"] == name and measure is not None and _is_beyond(row):
                value, at_most = row["value"], row["limit_value"]
                found.append(_beyond(name, measure, row["subject"], value, at_most, grade, places.get(name)))
    return [*found, *_fallen(before, after, places)]


def _beside(said: Words, before: Side | None, metric: str) -> Words:
    """Say what the bubble was before, so that nobody takes an old breach for the change's own."""
    earlier = before.metrics.get(metric, {}).get("bubble") if before is not None else None
    if earlier is None:
        return said
    return Words(
        f"{said.en} (before: {format_share(earlier, 'en')})",
        f"{said.zh}（此前为 {format_share(earlier, 'zh')}）",
    )


def _is_beyond(row: Mapping[str, Any]) -> bool:
    """As the judge marks it: the whole interval lies above the limit, on either side of 0."""
    if not row["stands"] or row["value"] is None:
        return False
    low, high = (row[end] if row[end] is not None else row["value"] for end in ("low", "high"))
    nearest = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
    return below(nearest, max(abs(low), abs(high)), row["limit_value"]) is Mark.REFUSED


def _beyond(
    metric: str, limit: str, subject: str, value: float, at_most: float, grade: Grade, place: Place | None
) -> GateFinding:
    name = NAMES[limit]
    return GateFinding(
        check="limits",
        grade=grade,
        code="TN-D034",
        subject=metric,
        key=f"{limit} {subject}".strip(),
        said=Words(
            f"{name.en} is {format_share(value, 'en')}; the contract allows {format_share(at_most, 'en')}",
            f"{name.zh}为 {format_share(value, 'zh')}，合约上限为 {format_share(at_most, 'zh')}",
        ),
        mend=Words(
            "mend what inflates the figure, or let the committee vote on another limit",
            "消除虚高的原因，或由委员会表决新的上限",
        ),
        place=place,
    )


def _fallen(before: Side | None, after: Side, places: Mapping[str, Place]) -> Iterator[GateFinding]:
    known = before.metrics if before is not None else {}
    for name, metric in sorted(after.metrics.items()):
        if known.get(name, {}).get("verdict") != ADMITTED or metric["verdict"] == ADMITTED:
            continue
        verdict, reason = metric["verdict"], metric["reason"]
        yield GateFinding(
            check="limits",
            grade="fail",
            code="TN-D035",
            subject=name,
            said=Words(
                f"it was admitted and would be {verdict}: {reason}",
                f"原为 admitted（准入），变更后为 {verdict}：{reason}",
            ),
            mend=Words(
                f"run `truenorth judge {name}` on the change and commit its record",
                f"对本次变更运行 `truenorth judge {name}` 并提交其记录",
            ),
            place=places.get(name),
        )
