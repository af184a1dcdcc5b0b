"""What the page says of each metric, ready to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..wording import Words, describe_bubble, describe_period
from .event_figures import EventWindow
from .figures import Figures, Measure, Pair, Verdict
from .metric_rows import ALL, Breakdown, Row, is_shared, view_breakdowns, view_rows
from .metric_texts import MetricText
from .page_names import metric_page
from .trend import NARROW, WIDE, draw_trend
from .trend_axis import TrendPoint
from .vocabulary import TIERS


@dataclass(frozen=True)
class MetricView:
    """One metric's page.

    Attributes:
        href: where it lies, from the root of the site.
        pictures: inline SVG, wide and narrow; empty without a trend.
        unit: see `truenorth.wording.format_value`.
        is_shared: its values were divided by something, so a row says by how many.
        falls_short: in some period the raw value lies below the trusted one.
        undrawn: periods that the picture leaves out, see `_drawn`.
    """

    href: str
    name: str
    title: Words
    unit: str
    verdict: Verdict
    text: MetricText | None
    total: Row
    sentence: Words
    pictures: tuple[str, ...]
    widest: Words
    periods: tuple[Row, ...]
    breakdowns: tuple[Breakdown, ...]
    is_shared: bool
    falls_short: bool
    undrawn: int


def view_metrics(figures: Figures, texts: Mapping[str, MetricText]) -> tuple[MetricView, ...]:
    """Return every metric of the release: highest tier first, then the largest bubble."""
    verdicts = {verdict.metric: verdict for verdict in figures.verdicts}
    for metric in figures.pairs:
        verdicts.setdefault(metric, _without_verdict(metric, figures.pairs[metric]))
    tiers = list(TIERS)

    def rank(verdict: Verdict) -> tuple[int, float, str]:
        tier = tiers.index(verdict.tier) if verdict.tier in tiers else len(tiers)
        return tier, -abs(verdict.bubble or 0.0), verdict.metric

    ordered = sorted(verdicts.values(), key=rank)
    windows = figures.events.windows
    return tuple(
        _view(verdict, figures.pairs.get(verdict.metric, ()), texts.get(verdict.metric), windows)
        for verdict in ordered
    )


def _view(
    verdict: Verdict, pairs: tuple[Pair, ...], text: MetricText | None, windows: tuple[EventWindow, ...]
) -> MetricView:
    given = text.title if text else Words("")
    unit = (text.currency if text and verdict.unit == "currency" else "") or verdict.unit
    # The figure's own title is English; a Chinese one can only come from the metric's contract.
    title = given or Words(verdict.title or verdict.metric)
    trend = [pair for pair in pairs if pair.dimension == ALL and pair.start is not None]
    drawn = _drawn(trend)
    total = Pair(None, None, ALL, ALL, Measure(verdict.raw), Measure(verdict.trusted))
    return MetricView(
        href=metric_page(verdict.metric),
        name=verdict.metric,
        title=title,
        unit=unit,
        verdict=verdict,
        text=text,
        total=view_rows([total], unit)[0],
        sentence=describe_bubble(verdict.raw, verdict.trusted),
        pictures=_pictures(drawn, unit, title, windows),
        widest=_widest(trend),
        periods=view_rows(trend, unit),
        breakdowns=view_breakdowns(pairs, unit),
        is_shared=is_shared(pairs),
        falls_short=any(_falls_short(pair) for pair in trend),
        undrawn=len(trend) - len(drawn),
    )


def _pictures(
    trend: list[Pair], unit: str, title: Words, windows: tuple[EventWindow, ...]
) -> tuple[str, ...]:
    points = [TrendPoint(pair.start, pair.raw.value, pair.trusted.value) for pair in trend if pair.start]
    if not any(point.raw is not None or point.trusted is not None for point in points):
        return ()
    heading = Words(f"{title.en}, by period, raw and trusted", f"{title.say('zh')}：各期原始值与可信值")
    return tuple(
        draw_trend(
            points,
            unit,
            name="metric",
            canvas=canvas,
            title=heading,
            description=_widest(trend) or heading,
            events=[(one.first_day, one.end_day) for one in windows],
        )
        for canvas in (WIDE, NARROW)
    )


def _drawn(trend: list[Pair]) -> list[Pair]:
    """From the first to the last period with a trusted figure.

    A row that is dated 2099 by mistake would otherwise press all the others into one line.
    """
    trusted = [pair.start for pair in trend if pair.start and pair.trusted.value is not None]
    if not trusted:
        return trend
    return [pair for pair in trend if pair.start and min(trusted) <= pair.start <= max(trusted)]


def _falls_short(pair: Pair) -> bool:
    raw, trusted = pair.raw.value, pair.trusted.value
    return raw is not None and trusted is not None and raw < trusted


def _widest(trend: list[Pair]) -> Words:
    """Name the period in which raw and trusted lie furthest apart."""
    gaps = [
        (abs(pair.raw.value / pair.trusted.value - 1), pair)
        for pair in trend
        if pair.raw.value is not None and pair.trusted.value
    ]
    if not gaps:
        return Words("")
    gap, pair = max(gaps, key=lambda found: found[0])
    if gap == 0 or pair.start is None:
        return Words("")
    when, said = describe_period(pair.start, pair.end), describe_bubble(pair.raw.value, pair.trusted.value)
    return Words(f"The gap is widest in {when.en}. {said.en}", f"{when.say('zh')}差距最大：{said.say('zh')}")


def _without_verdict(metric: str, pairs: tuple[Pair, ...]) -> Verdict:
    whole = [pair for pair in pairs if pair.dimension == ALL and pair.start is None]
    raw, trusted = (whole[0].raw.value, whole[0].trusted.value) if whole else (None, None)
    bubble = raw / trusted - 1 if raw is not None and trusted else None
    return Verdict(metric, metric, "", "", "", raw, trusted, bubble, "unknown", "")
