"""What the explorer of a metric needs beside the proven figures: its unit, names in words, event windows."""

from __future__ import annotations

from typing import Any

from ..wording import Words
from .figures import Figures
from .metric_views import MetricView
from .rendering import plain_name
from .vocabulary import DIMENSIONS, named


def chart_block(metric: MetricView, figures: Figures) -> dict[str, Any] | None:
    """Return `#chart-data` of a metric's page; `assets/charts.js` draws the values that the page proves.

    Returns: `metric`, `title`, `unit`, `dimensions` in words, `events` with half-open days; None without a
        trend.
    """
    pairs = figures.pairs.get(metric.name, ())
    if not any(pair.start for pair in pairs):
        return None
    dimensions = dict.fromkeys(pair.dimension for pair in pairs if pair.start)
    return {
        "metric": metric.name,
        "title": both(metric.title),
        "unit": metric.unit,
        "dimensions": {name: both(named(DIMENSIONS, name)) for name in dimensions},
        "events": [
            {"start": one.first_day.isoformat(), "end": one.end_day.isoformat()}
            | both(Words(one.title, one.title_zh))
            for one in figures.events.windows
        ],
    }


def both(words: Words) -> dict[str, str]:
    """Return a text in both languages, as scripts read it."""
    return {"en": plain_name(words.en), "zh": plain_name(words.say("zh"))}
