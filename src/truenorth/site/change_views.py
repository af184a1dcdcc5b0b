"""What is another than in an earlier release: since the last one, and since the last quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..publish.reading import Release
from ..wording import Words, format_count
from ..wording.words import NOTHING
from .change_figures import (
    MetricTotals,
    SignalTotals,
    SourceTotals,
    Totals,
    day_of,
    earlier_releases,
    read_totals,
)
from .figures import Measure, Pair
from .metric_rows import ALL, signed_share, view_rows
from .metric_views import MetricView
from .page_names import source_page
from .vocabulary import TIERS, VERDICTS, named

NEW, GONE = Words("new", "新增"), Words("no longer there", "已不在")


@dataclass(frozen=True)
class MetricChange:
    """One metric that is another than before; printed texts, empty where nothing is known.

    Attributes:
        href: its page; empty if the release holds it no more.
        said: what else changed: tier, verdict, new or gone.
    """

    href: str
    title: Words
    before: Words
    after: Words
    change: Words
    bubble_before: Words
    bubble_after: Words
    said: tuple[Words, ...]


@dataclass(frozen=True)
class CountChange:
    """One source or signal; `said` names each count that changed."""

    href: str
    title: Words
    said: tuple[Words, ...]


@dataclass(frozen=True)
class Comparison:
    """This release beside an earlier one.

    Attributes:
        since: day of the earlier release; empty if there is none, then `missing` says why.
        unchanged: metrics that are as they were.
    """

    name: str
    title: Words
    missing: Words = NOTHING
    since: str = ""
    release_id: str = ""
    metrics: tuple[MetricChange, ...] = ()
    unchanged: int = 0
    sources: tuple[CountChange, ...] = ()
    signals: tuple[CountChange, ...] = ()


@dataclass(frozen=True)
class ChangesView:
    """Both comparisons."""

    last: Comparison
    quarter: Comparison


def view_changes(release: Release, metrics: Sequence[MetricView]) -> ChangesView:
    """Compare a release with the one before it and with the last one before its calendar quarter."""
    earlier = earlier_releases(release)
    day = release.published_at.date()
    quarter = date(day.year, day.month - (day.month - 1) % 3, 1)
    before = [path for path in earlier if day_of(path) < quarter]
    shown = {metric.name: metric for metric in metrics}
    now = read_totals(release.path) if earlier else None
    no_quarter = Words(
        f"No release from before {quarter} is kept here, so nothing can be compared with the last quarter.",
        f"这里没有保留{quarter}之前的发布，因此无法与上一季度比较。",
    )
    if earlier and not before:
        oldest = day_of(earlier[0])
        no_quarter = Words(
            f"{no_quarter.en} The oldest one that is kept is from {oldest}.",
            f"{no_quarter.zh}保留的最早一份发布于{oldest}。",
        )
    no_last = Words(
        "No earlier release is kept here: this is the first one, or the others were removed.",
        "这里没有保留更早的发布：这是第一份，或其余已删除。",
    )
    return ChangesView(
        last=_compare("last", Words("Since the last release", "自上次发布"), earlier, now, shown, no_last),
        quarter=_compare(
            "quarter", Words("Since the last quarter", "自上一季度"), before, now, shown, no_quarter
        ),
    )


def _compare(
    name: str,
    title: Words,
    earlier: Sequence[Path],
    now: Totals | None,
    shown: Mapping[str, MetricView],
    missing: Words,
) -> Comparison:
    if not earlier:
        return Comparison(name, title, missing)
    then, day = read_totals(earlier[-1]), day_of(earlier[-1])
    if then is None or now is None:
        other = Words(
            f"The release of {day} was made by another version of truenorth, or is damaged, and cannot be"
            " compared.",
            f"{day}的发布由其他版本的truenorth生成，或已损坏，无法比较。",
        )
        return Comparison(name, title, other)
    names = sorted({*then.metrics, *now.metrics})
    changed = [one for one in names if then.metrics.get(one) != now.metrics.get(one)]
    return Comparison(
        name,
        title,
        since=day.isoformat(),
        release_id=then.release.release_id,
        metrics=tuple(_metric(one, then.metrics.get(one), now.metrics.get(one), shown) for one in changed),
        unchanged=len(names) - len(changed),
        sources=tuple(
            _source(one, then.sources.get(one), now.sources.get(one))
            for one in sorted({*then.sources, *now.sources})
            if then.sources.get(one) != now.sources.get(one)
        ),
        signals=tuple(
            _signal(one, then.signals.get(one), now.signals.get(one))
            for one in sorted({*then.signals, *now.signals})
            if then.signals.get(one) != now.signals.get(one)
        ),
    )


def _metric(
    name: str, then: MetricTotals | None, now: MetricTotals | None, shown: Mapping[str, MetricView]
) -> MetricChange:
    view, known = shown.get(name), now or then
    unit = view.unit if view else known.unit if known else ""
    pair = Pair(
        None,
        None,
        ALL,
        ALL,
        raw=Measure(now.trusted if now else None),
        trusted=Measure(then.trusted if then else None),
    )
    [row] = view_rows([pair], unit)
    said = [NEW] if then is None else [GONE] if now is None else []
    if then and now and then.tier != now.tier:
        said.append(_turned(named(TIERS, then.tier), named(TIERS, now.tier)))
    if then and now and then.verdict != now.verdict:
        said.append(_turned(named(VERDICTS, then.verdict), named(VERDICTS, now.verdict)))
    return MetricChange(
        href=view.href if view else "",
        title=view.title if view else Words((known.title if known else "") or name),
        before=row.trusted,
        after=row.raw,
        change=row.bubble,
        bubble_before=signed_share(then.bubble if then else None),
        bubble_after=signed_share(now.bubble if now else None),
        said=tuple(said),
    )


def _source(name: str, then: SourceTotals | None, now: SourceTotals | None) -> CountChange:
    old, new = then or SourceTotals(0, 0, 0), now or SourceTotals(0, 0, 0)
    return CountChange(
        source_page(name),
        Words(name),
        _counts(
            (Words("rows admitted", "接收行"), old.admitted, new.admitted),
            (Words("rows quarantined", "隔离行"), old.quarantined, new.quarantined),
            (Words("deliveries held", "扣留交付"), old.held_deliveries, new.held_deliveries),
        ),
    )


def _signal(name: str, then: SignalTotals | None, now: SignalTotals | None) -> CountChange:
    known = now or then
    title = Words(known.title, known.title_zh) if known and known.title else Words(name)
    said = []
    if (then is None or then.findings is None) and now is not None and now.findings is not None:
        said.append(Words("runs now", "已开始运行"))
    if (now is None or now.findings is None) and then is not None and then.findings is not None:
        said.append(Words("runs no longer", "已不再运行"))
    counts = _counts(
        (
            Words("findings", "发现"),
            (then.findings if then else 0) or 0,
            (now.findings if now else 0) or 0,
        ),
        (Words("blocked", "剔除"), then.blocked if then else 0, now.blocked if now else 0),
    )
    return CountChange("brushing.html", title, (*said, *counts))


def _counts(*counts: tuple[Words, int, int]) -> tuple[Words, ...]:
    return tuple(
        Words(
            f"{what.en}: {format_count(old)} → {format_count(new)}",
            f"{what.zh}：{format_count(old)} → {format_count(new)}",
        )
        for what, old, new in counts
        if old != new
    )


def _turned(old: Words, new: Words) -> Words:
    return Words(f"{old.en} → {new.en}", f"{old.say('zh')} → {new.say('zh')}")
