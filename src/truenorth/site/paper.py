"""The paper that every picture is drawn on: its size, its words, and the way out of matplotlib."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..wording import Words
from .drawing import COLOUR, adopt

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FONT = 12.0


@dataclass(frozen=True)
class Canvas:
    """Size of a picture in SVG units, which are CSS pixels at its natural width."""

    kind: str
    width: float
    height: float
    left: float = 52
    right: float = 62
    top: float = 14
    bottom: float = 40


class Texts:
    """Places a token where the words will stand: matplotlib never sees a word it could not typeset."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        self.words: dict[str, Words] = {}

    def put(self, x: float, y: float, words: Words, *, shift: tuple[float, float], **look: Any) -> None:
        token = f"w{len(self.words)}"
        self.words[token] = words
        look.setdefault("color", COLOUR["ink"])
        self.axes.annotate(
            token,
            (x, y),
            xytext=shift,
            textcoords="offset points",
            fontsize=FONT,
            annotation_clip=False,
            parse_math=False,
            **look,
        )


def draw_on_paper(
    canvas: Canvas, paint: Callable[[Axes, Texts], None], *, name: str, title: Words, description: Words
) -> str:
    """Return what `paint` draws as inline SVG markup; the same strokes always give the same bytes.

    Args:
        name: prefix of the ids in the picture; unique on the page.
    """
    # The object interface, not pyplot: no global figure, no backend that wants a display.
    from matplotlib import rc_context, rcParamsDefault
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    settings: dict[Any, Any] = {key: value for key, value in rcParamsDefault.items() if "backend" not in key}
    settings |= {"svg.fonttype": "none", "svg.hashsalt": "truenorth", "path.simplify": False}
    with rc_context(settings):
        figure = Figure(figsize=(canvas.width / 72, canvas.height / 72), dpi=72)
        figure.patch.set_visible(False)
        axes = figure.add_axes(
            (
                canvas.left / canvas.width,
                canvas.bottom / canvas.height,
                1 - (canvas.left + canvas.right) / canvas.width,
                1 - (canvas.top + canvas.bottom) / canvas.height,
            )
        )
        axes.set_axis_off()
        texts = Texts(axes)
        paint(axes, texts)
        buffer = io.StringIO()
        FigureCanvasSVG(figure).print_svg(buffer, metadata={"Date": None, "Creator": None})
    return adopt(
        buffer.getvalue(),
        name=name,
        kind=canvas.kind,
        title=title,
        description=description,
        texts=texts.words,
    )
