"""Events and controversies: each metric with the annotated windows and without them (system F10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..wording import Words, describe_period
from .figures import Figures, Measure, Pair
from .metric_rows import ALL, Row, view_rows
from .metric_views import MetricView

if TYPE_CHECKING:
    from .event_figures import EventMeans


@dataclass(frozen=True)
class EventRow:
    """One window that touches a period of the metric."""

    title: Words
    span: Words
    source: str


@dataclass(frozen=True)
class EventsView:
    """One metric with and without the windows.

    Attributes:
        rows: means over all periods, and over those that no window touches; empty where none is touched.
        touched, periods: how many periods, of how many.
        has_trend: there are periods that a window could touch.
    """

    events: tuple[EventRow, ...] = ()
    rows: tuple[Row, ...] = ()
    touched: int = 0
    periods: int = 0
    has_trend: bool = False


def view_events(figures: Figures, metrics: Sequence[MetricView]) -> Mapping[str, EventsView]:
    """Return what the page says beside the trend of each metric, by metric."""
    means: dict[str, dict[str, EventMeans]] = {}
    for one in figures.events.means:
        means.setdefault(one.metric, {})[one.basis] = one
    return {
        metric.name: _view(figures, metric, figures.pairs.get(metric.name, ()), means.get(metric.name, {}))
        for metric in metrics
    }


def _view(
    figures: Figures, metric: MetricView, pairs: Sequence[Pair], means: Mapping[str, EventMeans]
) -> EventsView:
    trend = [pair for pair in pairs if pair.dimension == ALL and pair.start is not None]
    events = tuple(
        EventRow(Words(one.title, one.title_zh), describe_period(one.first_day, one.end_day), one.source)
        for one in figures.events.windows
        if any(_touches(pair, one.first_day, one.end_day) for pair in trend)
    )
    periods = max((one.periods for one in means.values()), default=0)
    touched = max((one.event_periods for one in means.values()), default=0)
    rows: tuple[Row, ...] = ()
    if touched:
        raw, trusted = means.get("raw"), means.get("trusted")
        both = [
            Pair(
                None,
                None,
                "events",
                name,
                Measure(getattr(raw, name, None)),
                Measure(getattr(trusted, name, None)),
            )
            for name in ("mean_value", "mean_value_without_events")
        ]
        rows = view_rows(both, metric.unit)
    return EventsView(events, rows, touched, periods, bool(trend))


def _touches(pair: Pair, first: date, end: date) -> bool:
    return pair.start is not None and pair.end is not None and pair.start < end and first < pair.end
