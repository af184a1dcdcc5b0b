"""What taking brushing out did to each metric, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..wording import Words
from .brushing_figures import Effect
from .effects_picture import Push, draw_effects
from .figures import Measure, Pair
from .metric_rows import ALL, Row, view_rows
from .metric_views import MetricView

SHOWN_BARS = 12
# A bar of less is thinner than its own outline; the table has the figure.
VISIBLE = 0.00005
TITLE = Words("How far brushing had pushed each metric", "刷量把每个指标推离了多少")


@dataclass(frozen=True)
class EffectRow:
    """One metric; `row.raw` is before, `row.trusted` after, `row.bubble` how far it was pushed.

    Attributes:
        href: its chapter of the page, empty if it has none.
    """

    href: str
    title: Words
    row: Row


@dataclass(frozen=True)
class EffectsView:
    """All metrics, the most pushed first.

    Attributes:
        rows: those that moved, and those that lack a figure; `still` are the others.
        pictures: inline SVG, wide and narrow; empty if no metric moved.
        sentence: the same for those who do not see the picture.
    """

    rows: tuple[EffectRow, ...]
    still: tuple[EffectRow, ...]
    pictures: tuple[str, ...]
    sentence: Words


def view_effects(effects: Iterable[Effect], metrics: Sequence[MetricView]) -> EffectsView:
    """Return the effects with the titles and units of their metrics."""
    chapters = {metric.name: metric for metric in metrics}
    listed = sorted(effects, key=lambda effect: (-abs(_share(effect) or 0.0), effect.metric))
    rows = [(_share(effect), _row(effect, chapters.get(effect.metric))) for effect in listed]
    moved = [(share, row) for share, row in rows if share is not None and abs(share) >= VISIBLE]
    unknown = [row for share, row in rows if share is None]
    pushes = [Push(row.title, share, row.row.bubble) for share, row in moved[:SHOWN_BARS]]
    sentence = _sentence(pushes)
    return EffectsView(
        rows=(*(row for _, row in moved), *unknown),
        still=tuple(row for share, row in rows if share is not None and abs(share) < VISIBLE),
        pictures=draw_effects(pushes, name="effects", title=TITLE, description=sentence) if pushes else (),
        sentence=sentence,
    )


def _row(effect: Effect, metric: MetricView | None) -> EffectRow:
    pair = Pair(None, None, ALL, ALL, Measure(effect.before), Measure(effect.after))
    return EffectRow(
        href=metric.href if metric else "",
        title=metric.title if metric else Words(effect.metric),
        row=view_rows([pair], metric.unit if metric else "")[0],
    )


def _share(effect: Effect) -> float | None:
    return effect.before / effect.after - 1 if effect.before is not None and effect.after else None


def _sentence(pushes: Sequence[Push]) -> Words:
    if not pushes:
        return Words(
            "Taking out what is blocked changed no metric's total.",
            "剔除之后，各指标的总值没有变化。",
        )
    most = pushes[0]
    return Words(
        f"Pushed most: {most.title.en}, {most.said.en}.",
        f"受影响最大：{most.title.say('zh')}，{most.said.say('zh')}。",
    )
