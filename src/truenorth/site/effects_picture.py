"""How far brushing pushed each metric: one bar a metric, from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..wording import Words
from .drawing import COLOUR
from .paper import Canvas, Texts, draw_on_paper

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 44.0
EDGE = 2.0  # an outline is half outside its bar
LABEL = 62.0  # room for `+123.4 %` beside the longest bar


@dataclass(frozen=True)
class Push:
    """One metric: `share` is before / after - 1, `said` the same as printed."""

    title: Words
    share: float
    said: Words


def draw_effects(pushes: Sequence[Push], *, name: str, title: Words, description: Words) -> tuple[str, ...]:
    """Draw the bars, wide and narrow, as inline SVG markup.

    Args:
        pushes: in the order in which they are read, at least one.
        name: prefix of the ids in the pictures; unique on the page.
    """
    below = LABEL if min(push.share for push in pushes) < 0 else EDGE
    above = LABEL if max(push.share for push in pushes) > 0 else EDGE
    height = ROW * len(pushes)

    def paint(axes: Axes, texts: Texts) -> None:
        _bars(axes, texts, pushes, below)

    return tuple(
        draw_on_paper(
            Canvas(kind, width, height, left=below, right=above, top=0, bottom=0),
            paint,
            name=name,
            title=title,
            description=description,
        )
        for kind, width in (("wide", 680.0), ("narrow", 370.0))
    )


def _bars(axes: Axes, texts: Texts, pushes: Sequence[Push], indent: float) -> None:
    low, high = min(0.0, *(push.share for push in pushes)), max(0.0, *(push.share for push in pushes))
    axes.set_xlim(low, high)
    axes.set_ylim(-ROW * len(pushes), 0)
    for place, push in enumerate(pushes):
        top = -ROW * place
        role, outline = ("bubble", "raw") if push.share > 0 else ("shortfall", "trusted")
        axes.barh(
            top - 32,
            push.share,
            height=13,
            color=COLOUR[role],
            edgecolor=COLOUR[outline],
            linewidth=1,
            clip_on=False,
        )
        texts.put(low, top - 17, push.title, shift=(EDGE - indent, 0), ha="left", va="baseline")
        texts.put(
            push.share,
            top - 32,
            push.said,
            shift=(8, -4) if push.share > 0 else (-8, -4),
            ha="left" if push.share > 0 else "right",
            va="baseline",
            color=COLOUR[outline],
            fontweight="bold",
        )
    axes.axvline(0, color=COLOUR["grid"], linewidth=1.4, zorder=0)
