"""A metric by period on both bases; the shaded gap between the lines is the bubble."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..wording import Words
from .drawing import COLOUR
from .paper import Canvas, Texts, draw_on_paper
from .trend_axis import TrendPoint, draw_scale, name_lines, name_periods

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_MARKERS = 40
THINNEST_EVENT = 0.006  # of the axis: a single day in years of them would not be seen


WIDE, NARROW = Canvas("wide", 680, 290), Canvas("narrow", 370, 260, left=44, right=54)


def draw_trend(
    points: Sequence[TrendPoint],
    unit: str,
    *,
    name: str,
    canvas: Canvas,
    title: Words,
    description: Words,
    events: Sequence[tuple[date, date]] = (),
) -> str:
    """Draw the picture as inline SVG markup; the same points always give the same bytes.

    Args:
        points: in order of time, at least one.
        unit: see `truenorth.wording.format_value`.
        name: prefix of the ids in the picture; unique on the page.
        events: annotated windows, half-open; each is shaded as far as the axis reaches.
    """

    def paint(axes: Axes, texts: Texts) -> None:
        draw_scale(axes, texts, points, unit)
        _events(axes, events)
        _lines(axes, points)
        name_periods(axes, texts, points, canvas)
        name_lines(axes, texts, points, canvas)

    return draw_on_paper(canvas, paint, name=name, title=title, description=description)


def _events(axes: Axes, events: Sequence[tuple[date, date]]) -> None:
    first, last = axes.get_xlim()
    thin = (last - first) * THINNEST_EVENT
    for start, end in events:
        left = max(float(start.toordinal()), first)
        right = min(max(float(end.toordinal()), left + thin), last)
        if left < right and end.toordinal() > first:  # what ended before the picture begins is not in it
            axes.axvspan(left, right, color=COLOUR["event"], linewidth=0, zorder=-1)


def _lines(axes: Axes, points: Sequence[TrendPoint]) -> None:
    days = [point.start.toordinal() for point in points]
    raw = [math.nan if point.raw is None else point.raw for point in points]
    trusted = [math.nan if point.trusted is None else point.trusted for point in points]
    for role, where in (
        ("bubble", [one >= other for one, other in zip(raw, trusted, strict=True)]),
        ("shortfall", [one <= other for one, other in zip(raw, trusted, strict=True)]),
    ):
        axes.fill_between(
            days, raw, trusted, where=where, interpolate=True, color=COLOUR[role], linewidth=0, zorder=1
        )
    marker = "o" if len(points) <= MOST_MARKERS else None
    # Dashes and hollow points tell the two apart in grey print.
    axes.plot(
        days,
        raw,
        color=COLOUR["raw"],
        linewidth=1.8,
        linestyle=(0, (4, 2.2)),
        marker=marker,
        markersize=5.5,
        markerfacecolor=COLOUR["paper"],
        markeredgewidth=1.5,
        zorder=2,
        clip_on=False,
    )
    axes.plot(
        days,
        trusted,
        color=COLOUR["trusted"],
        linewidth=2.4,
        marker=marker,
        markersize=5,
        zorder=3,
        clip_on=False,
    )
