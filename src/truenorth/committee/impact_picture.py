"""The impact map as a picture: teams, their levers, the metrics that they move. Realises D2.

A solid line is an effect that an experiment has tried; a dashed one is only expected.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..site.drawing import COLOUR
from ..site.paper import Canvas, Texts, draw_on_paper
from ..wording.words import Words
from .impact_map import ImpactMap, Lever

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SVG_NAMES = "http://www.w3.org/2000/svg"
ROW = 30.0
LINE = 18.0
TEAM, LEVER, LEVER_END, METRIC = 0.0, 120.0, 355.0, 480.0
WIDE, NARROW = 720.0, 370.0
SOLID, DASHED = "solid", (0, (4, 2.2))
DESCRIPTION = Words(
    "Lines lead from each team to its levers and from each lever to the metrics that it moves; solid where an"
    " experiment tried it, dashed where it is expected.",
    "连线从各团队指向其抓手，再从抓手指向它推动的指标；实线表示已有实验，虚线表示仅为预期。",
)


def draw_impact_map(impact: ImpactMap, titles: Mapping[str, Words], *, name: str) -> tuple[str, ...]:
    """Draw the map, wide and narrow, as inline SVG markup; the same map always gives the same bytes.

    Args:
        titles: of metrics; one without a title is shown by its name.
        name: prefix of the ids in the pictures; unique on the page.
    """
    title = Words("Who can move what", "谁能推动什么")
    levers = sum(len(team.levers) for team in impact.teams)
    lines = sum(2 + 2 * len(team.levers) for team in impact.teams)

    def wide(axes: Axes, texts: Texts) -> None:
        _three_columns(axes, texts, impact, titles)

    def narrow(axes: Axes, texts: Texts) -> None:
        _one_column(axes, texts, impact, titles)

    return tuple(
        draw_on_paper(
            Canvas(kind, width, height, left=0, right=0, top=0, bottom=0),
            paint,
            name=name,
            title=title,
            description=DESCRIPTION,
        )
        for kind, width, height, paint in (
            ("wide", WIDE, ROW * max(levers, len(impact.metrics)), wide),
            ("narrow", NARROW, LINE * lines, narrow),
        )
    )


def _three_columns(axes: Axes, texts: Texts, impact: ImpactMap, titles: Mapping[str, Words]) -> None:
    rows = max(sum(len(team.levers) for team in impact.teams), len(impact.metrics))
    axes.set_xlim(0, WIDE)
    axes.set_ylim(-ROW * rows, 0)
    place = {
        metric: -ROW * rows * (number + 0.5) / len(impact.metrics)
        for number, metric in enumerate(_beside_their_levers(impact))
    }
    at = 0
    for team in impact.teams:
        middle = -ROW * (at + len(team.levers) / 2)
        _write(texts, TEAM, middle, team.title, color=COLOUR["trusted"])
        for lever in team.levers:
            height = -ROW * (at + 0.5)
            axes.plot((LEVER - 24, LEVER - 6), (middle, height), color=COLOUR["grid"], linewidth=1.2)
            _write(texts, LEVER, height, lever.title)
            for metric in lever.metrics:
                axes.plot(
                    (LEVER_END, METRIC - 6),
                    (height, place[metric]),
                    color=COLOUR["trusted"],
                    linewidth=1.4,
                    linestyle=_style(lever),
                )
            at += 1
    for metric, height in place.items():
        _write(texts, METRIC, height, titles.get(metric) or Words(metric), color=COLOUR["trusted"])


def _one_column(axes: Axes, texts: Texts, impact: ImpactMap, titles: Mapping[str, Words]) -> None:
    """A phone has no room for lines across: each lever names what it moves below itself."""
    lines = sum(2 + 2 * len(team.levers) for team in impact.teams)
    axes.set_xlim(0, NARROW)
    axes.set_ylim(-LINE * lines, 0)
    at = 0.5
    for team in impact.teams:
        _write(texts, 0, -LINE * at, team.title, color=COLOUR["trusted"])
        at += 1
        for lever in team.levers:
            _write(texts, 14, -LINE * at, lever.title)
            below = -LINE * (at + 1)
            axes.plot(
                (16, 40), (below, below), color=COLOUR["trusted"], linewidth=1.4, linestyle=_style(lever)
            )
            moved = [titles.get(metric) or Words(metric) for metric in lever.metrics]
            said = Words(", ".join(one.en for one in moved), "、".join(one.say("zh") for one in moved))
            _write(texts, 46, below, said, color=COLOUR["trusted"])
            at += 2
        at += 1


def _beside_their_levers(impact: ImpactMap) -> list[str]:
    """Metrics by the mean place of their levers: fewer lines cross. Source: K. Sugiyama et al., 1981."""
    levers = [lever for team in impact.teams for lever in team.levers]
    places = {
        metric: [place for place, lever in enumerate(levers) if metric in lever.metrics]
        for metric in impact.metrics
    }
    return sorted(impact.metrics, key=lambda metric: (sum(places[metric]) / len(places[metric]), metric))


def _style(lever: Lever) -> str | tuple[int, tuple[float, float]]:
    return SOLID if lever.experiment else DASHED


def _write(texts: Texts, x: float, y: float, words: Words, **look: str) -> None:
    texts.put(x, y, words, shift=(0, 0), ha="left", va="center_baseline", **look)


def standing_alone(picture: str, lang: str) -> str:
    """Return a picture as an SVG file of its own, in one language; on a page the style sheet does this."""
    other = "en" if lang == "zh" else "zh"
    style = (
        f"<style>.{other} {{ display: none }} text {{ font-family: sans-serif }}"
        " .fill-ink { fill: #333 } .fill-trusted { fill: #0b5563; font-weight: 650 }"
        " .stroke-trusted { stroke: #0b5563 }"
        " .stroke-grid { stroke: #bbb } .fill-paper { fill: #fff }</style>"
    )
    opening, rest = picture.split(">", 1)
    named = opening.replace("<svg", f'<svg xmlns="{SVG_NAMES}"', 1)
    return f"{named}>{style}{rest}\n"
