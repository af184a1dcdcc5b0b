"""The first page: which north stars may be believed today, and what stands below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..wording import Words
from .judged_views import JudgedView
from .metric_views import MetricView
from .vocabulary import TIERS

ADMITTED = "admitted"
BELIEFS = {
    ADMITTED: Words("may be believed today", "今天可信"),
    "doubtful": Words("doubtful: believe it with care", "存疑：须谨慎看待"),
    "refused": Words("may not be believed", "不可信"),
    "unapproved": Words("may not be believed: nobody voted for its definition", "不可信：其定义未经表决"),
}
UNKNOWN = Words("not known, so not believed", "未知，因此不采信")
UNMEASURED = Words(
    "Nobody has measured yet whether it deserves to be believed.", "还没有人测量它是否值得相信。"
)
GROUPS = {
    "core": Words("Core metrics", "核心指标"),
    "candidate": Words("Candidates", "候选指标"),
    "retired": Words("Retired", "已退役"),
    "": Words("Others", "其他指标"),
}


@dataclass(frozen=True)
class NorthStar:
    """One north star with its belief of today; `why` is what was measured, in words."""

    metric: MetricView
    belief: Words
    why: Words
    is_believed: bool


@dataclass(frozen=True)
class Group:
    """The metrics of one tier, in the order of the page."""

    tier: str
    title: Words
    metrics: tuple[MetricView, ...]


@dataclass(frozen=True)
class OverviewView:
    """All metrics by tier; `said` is the answer in one sentence."""

    said: Words
    north_stars: tuple[NorthStar, ...]
    groups: tuple[Group, ...]


def view_overview(metrics: Sequence[MetricView], judgements: Mapping[str, JudgedView]) -> OverviewView:
    """Return the north stars with their belief, then the other tiers; an unknown tier is among the others."""
    stars = tuple(
        NorthStar(
            metric,
            BELIEFS.get(metric.verdict.verdict, UNKNOWN),
            judgements[metric.name].scores.answers or UNMEASURED,
            metric.verdict.verdict == ADMITTED,
        )
        for metric in metrics
        if metric.verdict.tier == "north_star"
    )
    groups = (
        Group(tier, title, tuple(metric for metric in metrics if _tier(metric) == tier))
        for tier, title in GROUPS.items()
    )
    return OverviewView(_said(stars), stars, tuple(group for group in groups if group.metrics))


def _tier(metric: MetricView) -> str:
    return metric.verdict.tier if metric.verdict.tier in TIERS else ""


def _said(stars: Sequence[NorthStar]) -> Words:
    if not stars:
        return Words(
            "No metric of this release is a north star, so none steers the house.",
            "本次发布没有北极星指标，因此没有指标指引方向。",
        )
    believed = sum(star.is_believed for star in stars)
    stars_en = "1 north star" if len(stars) == 1 else f"{len(stars)} north stars"
    return Words(
        f"Of {stars_en}, {believed or 'none'} may be believed today.",
        f"{len(stars)}个北极星指标中，今天{f'有{believed}个可信' if believed else '没有一个可信'}。",
    )
