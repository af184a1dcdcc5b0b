"""The four measured scores of a metric on four spokes; what is unknown is not drawn, not even as nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any

from ..wording import Words
from .drawing import COLOUR
from .paper import Canvas, Texts, draw_on_paper
from .score_scale import RING, Reach

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, HEIGHT, RADIUS = 430.0, 290.0, 100.0
SOLID, DASHED, DOTTED = "solid", (0, (4, 2.2)), (0, (1, 3))
SIDES = ("center", "left", "center", "right")


@dataclass(frozen=True)
class Spoke:
    """One dimension: its name, the answer as printed, and where its score lies; None if it is unknown."""

    title: Words
    answer: Words
    reach: Reach | None


def draw_radar(spokes: Sequence[Spoke], *, name: str, title: Words, description: Words) -> str:
    """Draw four spokes, the first upwards and then clockwise, as inline SVG markup.

    Args:
        name: prefix of the ids in the picture; unique on the page.
    """

    def paint(axes: Axes, texts: Texts) -> None:
        axes.set_xlim(-WIDTH / 2, WIDTH / 2)
        axes.set_ylim(-HEIGHT / 2, HEIGHT / 2)
        _rings(axes)
        _outline(axes, spokes)
        for place, spoke in enumerate(spokes):
            _spoke(axes, texts, place, spoke)

    canvas = Canvas("radar", WIDTH, HEIGHT, left=0, right=0, top=0, bottom=0)
    return draw_on_paper(canvas, paint, name=name, title=title, description=description)


def _rings(axes: Axes) -> None:
    turns = [2 * pi * step / 72 for step in range(73)]
    for size, role, style in ((1.0, "grid", SOLID), (RING, "raw", DASHED)):
        axes.plot(
            [RADIUS * size * cos(turn) for turn in turns],
            [RADIUS * size * sin(turn) for turn in turns],
            color=COLOUR[role],
            linewidth=1.2,
            linestyle=style,
        )


def _outline(axes: Axes, spokes: Sequence[Spoke]) -> None:
    """A side joins two neighbours that are both known; the area is filled only if all are."""
    ends = [_point(place, spoke.reach.value) if spoke.reach else None for place, spoke in enumerate(spokes)]
    known = [end for end in ends if end is not None]
    if len(known) == len(spokes):
        axes.fill(*zip(*known, strict=True), color=COLOUR["shortfall"], linewidth=0, zorder=1)
    for one, other in zip(ends, ends[1:] + ends[:1], strict=True):
        if one is not None and other is not None:
            axes.plot(*zip(one, other, strict=True), color=COLOUR["trusted"], linewidth=1.4, zorder=2)


def _spoke(axes: Axes, texts: Texts, place: int, spoke: Spoke) -> None:
    style = DOTTED if spoke.reach is None else SOLID
    _line(axes, place, (0.0, 1.0), color=COLOUR["grid"], linewidth=1.0, linestyle=style)
    if spoke.reach is not None:
        span = (spoke.reach.low, spoke.reach.high)
        _line(axes, place, span, color=COLOUR["trusted"], linewidth=5.0)
        axes.plot(
            *([end] for end in _point(place, spoke.reach.value)),
            color=COLOUR["paper"],
            marker="o",
            markersize=8.0,
            markeredgecolor=COLOUR["trusted"],
            markeredgewidth=2.0,
            zorder=4,
        )
    x, y = _point(place, 1.0)
    side = SIDES[place]
    # Beside the left and right spokes there is room above and below the line only for two short lines.
    shift = {"center": 0.0, "left": 8.0, "right": -8.0}[side]
    first = {0: 26.0, 2: -16.0}.get(place, 4.0)
    texts.put(x, y, spoke.title, shift=(shift, first), ha=side, va="baseline", fontweight="bold")
    texts.put(x, y, spoke.answer, shift=(shift, first - 15.0), ha=side, va="baseline")


def _line(axes: Axes, place: int, span: tuple[float, float], **look: Any) -> None:
    (x, y), (other_x, other_y) = (_point(place, size) for size in span)
    axes.plot((x, other_x), (y, other_y), zorder=3, **look)


def _point(place: int, size: float) -> tuple[float, float]:
    turn = pi / 2 - place * pi / 2
    return RADIUS * size * cos(turn), RADIUS * size * sin(turn)
