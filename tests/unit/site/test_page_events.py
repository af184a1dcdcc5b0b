"""Annotated windows beside the trend: each metric with them and without them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from small_release import EVENTS, JUDGED, Rows, event_rows, metric_rows, sample_rows
from truenorth.site.event_views import EventsView, view_events
from truenorth.site.figures import read_figures
from truenorth.site.metric_views import view_metrics
from truenorth.site.trend import WIDE, draw_trend
from truenorth.site.trend_axis import TrendPoint
from truenorth.wording import Words

Views = Callable[..., Mapping[str, EventsView]]


@pytest.fixture
def views_of(release_of: Callable[[Rows], Path]) -> Views:
    def read(**tables: list[tuple[object, ...]]) -> Mapping[str, EventsView]:
        # two metrics, one of them without periods: every trend that is drawn costs a second
        values = metric_rows(JUDGED, "ratio", 0.4, 0.1)[:12]
        rows = sample_rows() | {"metric_values": values} | tables
        figures = read_figures(release_of(rows))
        return view_events(figures, view_metrics(figures, {}))

    return read


def test_a_metric_is_told_with_and_without_the_windows_that_touch_it(views_of: Views) -> None:
    told = views_of()[JUDGED]
    [event] = told.events
    assert (event.title.en, event.title.zh, event.source) == ("A dispute", "一场争议", EVENTS[0][5])
    assert event.span.en == "2011-02-20 to 2011-03-09", "the first day after it is not in it"
    with_them, without = told.rows
    assert (with_them.trusted.en, without.trusted.en) == ("40.0\u00a0%", "39.0\u00a0%")
    assert (with_them.bubble.en, without.bubble.en) == ("+5.0\u00a0%", "+3.8\u00a0%")
    assert (told.touched, told.periods) == (2, 13)


def test_a_window_that_touches_no_period_is_not_told(views_of: Views) -> None:
    untouched = [(metric, basis, 13, 0, mean, mean) for metric, basis, _, _, mean, _ in event_rows()]
    later = [("later", date(2031, 1, 1), date(2031, 1, 9), "Later", "以后", "press")]
    told = views_of(annotated_events=later, metric_values_without_events=untouched)[JUDGED]
    assert (told.events, told.rows, told.has_trend) == ((), (), True)


def test_a_project_that_annotates_nothing_says_so_beside_its_trends_only(views_of: Views) -> None:
    told = views_of(annotated_events=[], metric_values_without_events=[])
    assert (told[JUDGED].events, told[JUDGED].has_trend) == ((), True)
    assert not told["net_revenue"].has_trend


def test_where_every_period_is_touched_nothing_is_left_to_say(views_of: Views) -> None:
    means = [(JUDGED, basis, 5, 5, 0.4, None) for basis in ("raw", "trusted")]
    _, without = views_of(metric_values_without_events=means)[JUDGED].rows
    assert without.trusted.en == without.bubble.en == "–"


def test_windows_outside_the_picture_are_not_shaded() -> None:
    points = [TrendPoint(date(2011, month, 1), 1.1, 1.0) for month in (1, 2, 3)]

    def picture(*windows: tuple[date, date]) -> str:
        heading = Words("A trend", "走势")
        return draw_trend(
            points, "count", name="m", canvas=WIDE, title=heading, description=heading, events=windows
        )

    bare = picture()
    assert picture((date(2001, 1, 1), date(2001, 2, 1)), (date(2021, 1, 1), date(2021, 2, 1))) == bare
    assert picture((date(2011, 1, 10), date(2011, 2, 1))) != bare
