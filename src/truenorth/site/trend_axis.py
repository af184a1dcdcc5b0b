"""The axes of a trend: its scale, its periods, and the names of its lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..wording import Words, compact_value, describe_month
from .drawing import COLOUR
from .paper import Canvas, Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RAW, TRUSTED = Words("raw", "原始"), Words("trusted", "可信")


@dataclass(frozen=True)
class TrendPoint:
    """One period on the time axis; None leaves a gap in the line."""

    start: date
    raw: float | None
    trusted: float | None


def draw_scale(axes: Axes, texts: Texts, points: Sequence[TrendPoint], unit: str) -> None:
    """Draw the grid of the value axis, which always holds zero: a cut axis blows up a small bubble."""
    from matplotlib.ticker import MaxNLocator

    values = [value for point in points for value in (point.raw, point.trusted) if value is not None]
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    ticks = [float(tick) for tick in MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high or 1.0)]
    start, end = points[0].start.toordinal(), points[-1].start.toordinal()
    room = max((end - start) * 0.02, 1.0)
    axes.set_xlim(start - room, end + room)
    axes.set_ylim(ticks[0], ticks[-1])
    for tick in ticks:
        axes.axhline(tick, color=COLOUR["grid"], linewidth=1.4 if tick == 0 else 0.7, zorder=0)
        label = Words(compact_value(tick, unit, "en"), compact_value(tick, unit, "zh"))
        texts.put(start - room, tick, label, shift=(-8, -4), ha="right", va="baseline")


def name_periods(axes: Axes, texts: Texts, points: Sequence[TrendPoint], canvas: Canvas) -> None:
    """Write as many periods under the axis as fit."""
    monthly = all(point.start.day == 1 for point in points)
    room = canvas.width - canvas.left - canvas.right
    step = max(1, math.ceil(len(points) / (room / (40 if monthly else 76))))
    floor = axes.get_ylim()[0]
    ticks = points[::step]
    for place, point in enumerate(ticks):
        when = point.start
        day = when.toordinal()
        if not monthly:
            texts.put(day, floor, Words(when.isoformat(), when.isoformat()), shift=(0, -18), ha="center")
            continue
        texts.put(day, floor, describe_month(when), shift=(0, -18), ha="center")
        # The year stands under its first month; where two would touch, the later one tells enough.
        begins = place == 0 or ticks[place - 1].start.year != when.year
        touched = place + 1 < len(ticks) and ticks[place + 1].start.year != when.year and place == 0
        if begins and not touched:
            texts.put(day, floor, Words(str(when.year), f"{when.year}年"), shift=(0, -33), ha="center")


def name_lines(axes: Axes, texts: Texts, points: Sequence[TrendPoint], canvas: Canvas) -> None:
    """Name each line at its end, pushed apart when the ends meet."""
    low, high = axes.get_ylim()
    unit = (high - low) / (canvas.height - canvas.top - canvas.bottom)
    ends: list[tuple[float, str, Words]] = []
    for role, words in (("raw", RAW), ("trusted", TRUSTED)):
        known = [value for point in points if (value := getattr(point, role)) is not None]
        if known:
            ends.append((known[-1], role, words))
    ends.sort(key=lambda end: (end[0], end[1] == "raw"))
    heights = [height for height, _, _ in ends]
    if len(heights) == 2 and heights[1] - heights[0] < 16 * unit:
        middle = max(sum(heights) / 2, low + 8 * unit)
        heights = [middle - 8 * unit, middle + 8 * unit]
    edge = axes.get_xlim()[1]
    for height, (_, role, words) in zip(heights, ends, strict=True):
        texts.put(
            edge,
            height,
            words,
            shift=(8, -4),
            ha="left",
            va="baseline",
            color=COLOUR[role],
            fontweight="bold",
        )
