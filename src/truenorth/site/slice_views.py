"""How far apart the slices of each metric lie: good on average may be bad for some (system E8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..wording import Words
from .metric_rows import Row
from .metric_views import MetricView


@dataclass(frozen=True)
class SliceRow:
    """One metric along one dimension: the members with the lowest and the highest trusted value."""

    href: str
    title: Words
    dimension: Words
    lowest: Row
    highest: Row
    members: int


def view_slices(metrics: Sequence[MetricView]) -> tuple[SliceRow, ...]:
    """Return metrics that are divided by something, along each dimension of groups with two members or more.

    Counts and sums are left out: a large country has more of everything, which says nothing of its people.
    So are members over few cases, which are chance, and dimensions that are counted in time.
    """
    found = []
    for metric in metrics:
        for breakdown in metric.breakdowns:
            members = [row for row in (*breakdown.rows, *breakdown.rest) if row.size and not row.few]
            if breakdown.grid_members or len(members) < 2:
                continue
            ordered = sorted(members, key=lambda row: row.trusted_width)
            found.append(
                SliceRow(metric.href, metric.title, breakdown.title, ordered[0], ordered[-1], len(members))
            )
    return tuple(found)
