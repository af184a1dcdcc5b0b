"""`expectations/forecasts.yml`: what somebody says that a metric will be, and on what it rests. D11.

A reviewed file. The three mistakes that forecasts are made with are looked for in `forecast_lint.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..committee.strict_fields import Fields
from ..project import Project
from ..strict_yaml import load_yaml

CODE = "TN-J023"
FIELDS = ("id", "metric", "made_on", "about", "rests_on_from", "low", "high", "segments", "source")
SEGMENT_FIELDS = ("dimension", "members", "covers_at_least")


@dataclass(frozen=True)
class Segments:
    """The groups of people that a forecast was made for, one by one.

    Attributes:
        covers_at_least: share of the metric that they must hold together, as reviewers demand it.
    """

    dimension: str
    members: tuple[str, ...]
    covers_at_least: float


@dataclass(frozen=True)
class Forecast:
    """One forecast of a metric's trusted figure.

    Attributes:
        about: first day of the period that is forecast.
        rests_on_from: first day of the history that it was made from, which ends on `made_on`.
        low, high: it says that the figure will lie between them.
        segments: None if everybody was taken for alike.
    """

    id: str
    metric: str
    made_on: date
    about: date
    rests_on_from: date
    low: float
    high: float
    segments: Segments | None
    source: str


def load_forecasts(project: Project) -> tuple[Forecast, ...]:
    """Read the forecasts in the order of the file; none if there is no file.

    Raises: ConfigurationError TN-S001 (no valid YAML), TN-J023 (naming the place).
    """
    path = project.root / "expectations" / "forecasts.yml"
    if not path.is_file():
        return ()
    fields = Fields(load_yaml(path), ("forecasts",), path=path, place="", code=CODE)
    found = tuple(_forecast(entry) for entry in fields.entries("forecasts", FIELDS))
    fields.require_once("forecast", (one.id for one in found))
    return found


def _forecast(fields: Fields) -> Forecast:
    made_on, about, since = fields.day("made_on"), fields.day("about"), fields.day("rests_on_from")
    if not since < made_on < about:
        raise fields.refusal("`rests_on_from` lies before `made_on`, and that before `about`")
    low, high = fields.number("low"), fields.number("high")
    if low > high:
        raise fields.refusal("`low` lies above `high`")
    return Forecast(
        id=fields.name("id"),
        metric=fields.name("metric"),
        made_on=made_on,
        about=about,
        rests_on_from=since,
        low=low,
        high=high,
        segments=_segments(fields.entry("segments", SEGMENT_FIELDS)) if fields.has("segments") else None,
        source=fields.text("source"),
    )


def _segments(fields: Fields) -> Segments:
    members = fields.loaded.get("members")
    if not isinstance(members, list) or not members or not all(isinstance(one, str) for one in members):
        raise fields.refusal("`members` is a list of texts")
    return Segments(fields.name("dimension"), tuple(members), float(fields.share("covers_at_least")))
