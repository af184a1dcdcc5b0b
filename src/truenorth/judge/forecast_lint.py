"""Three mistakes of forecasts (D11): a line drawn too far, people who have changed, people who were left out.

Each is looked for in figures of the trusted basis. The limits: a forecast reaches no further ahead than it
looks back (our choice); the mix of people may move as much as it did within the history that it rests on;
which share the segments must hold is what the forecast's own reviewers wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .forecasts import Forecast

if TYPE_CHECKING:
    import duckdb

LEAST_PERIODS = 3  # of history: with two there is one change, and nothing to compare it with
OTHERS = ""  # members that are withheld or not named, together

Mix = Mapping[str, float]


@dataclass(frozen=True)
class Linted:
    """What one forecast is worth.

    Attributes:
        mistakes: (code, what is wrong); none found is no proof that there is none.
        observed: the figure that came; None if it has not come yet.
    """

    forecast: Forecast
    mistakes: tuple[tuple[str, str], ...]
    observed: float | None

    @property
    def came_true(self) -> bool | None:
        if self.observed is None:
            return None
        return self.forecast.low <= self.observed <= self.forecast.high


def lint_forecast(con: duckdb.DuckDBPyConnection, metric_values: str, forecast: Forecast) -> Linted:
    """Look for the three mistakes in one forecast, and for what came.

    Args:
        metric_values: quoted name of the relation.
    """
    mixes = _mixes(con, metric_values, forecast) if forecast.segments else {}
    mistakes = (*_too_far(forecast), *_changed_people(forecast, mixes), *_left_out(forecast, mixes))
    row = con.execute(
        f"select value from {metric_values} where metric = ? and basis = 'trusted' and dimension = 'all'"
        " and period_start = ?",
        [forecast.metric, forecast.about],
    ).fetchone()
    return Linted(forecast, mistakes, None if row is None or row[0] is None else float(row[0]))


def _too_far(forecast: Forecast) -> Iterator[tuple[str, str]]:
    ahead = (forecast.about - forecast.made_on).days
    back = (forecast.made_on - forecast.rests_on_from).days
    if ahead > back:
        yield "TN-J024", f"it reaches {ahead} days ahead and rests on {back}"


def _changed_people(forecast: Forecast, mixes: Mapping[date, Mix]) -> Iterator[tuple[str, str]]:
    """The newest mix of people lies further from history than history ever lay from itself."""
    days = sorted(mixes)
    history = [mixes[day] for day in days if forecast.rests_on_from <= day < forecast.made_on]
    if len(history) < LEAST_PERIODS or days[-1] < forecast.made_on:
        return
    usual = max(distance(one, _mean([other for other in history if other is not one])) for one in history)
    moved = distance(mixes[days[-1]], _mean(history))
    if moved > usual:
        yield (
            "TN-J025",
            f"{moved:.0%} of the people are others; within its history it was {usual:.0%} at most",
        )


def _left_out(forecast: Forecast, mixes: Mapping[date, Mix]) -> Iterator[tuple[str, str]]:
    if forecast.segments is None:
        yield "TN-J026", "it takes everybody for alike: no segment was looked at"
        return
    history = [mix for day, mix in mixes.items() if forecast.rests_on_from <= day < forecast.made_on]
    if not history:
        yield "TN-J026", f"nothing is known by {forecast.segments.dimension} in the history that it rests on"
        return
    held = sum(_mean(history).get(member, 0.0) for member in forecast.segments.members)
    if held < forecast.segments.covers_at_least:
        wanted = forecast.segments.covers_at_least
        yield "TN-J026", f"the segments that it looked at hold {held:.0%}; it promised {wanted:.0%}"


def distance(one: Mix, other: Mix) -> float:
    """Return the total variation distance of two mixes: the share of people that would have to move."""
    return sum(abs(one.get(name, 0.0) - other.get(name, 0.0)) for name in {*one, *other}) / 2


def _mean(mixes: Sequence[Mix]) -> Mix:
    names = {name for mix in mixes for name in mix}
    return {name: sum(mix.get(name, 0.0) for mix in mixes) / len(mixes) for name in names}


def _mixes(con: duckdb.DuckDBPyConnection, metric_values: str, forecast: Forecast) -> dict[date, Mix]:
    """Return the share of each member in each whole period; the first and the last are partial.

    Of a ratio, people are in the denominator; of a count or a sum, in the numerator.
    """
    assert forecast.segments is not None
    rows = con.execute(
        f"""
        with

        figures as (

            select
                period_start,
                member,
                dimension,
                numerator,
                denominator,
                bool_and(denominator = 1) over () as is_count
            from {metric_values}
            where metric = ? and basis = 'trusted' and dimension in (?, 'all') and period_start is not null

        ),

        sizes as (

            select
                period_start,
                member,
                dimension,
                case when is_count then numerator else denominator end as size
            from figures

        )

        select parts.period_start, parts.member, parts.size, totals.size as whole
        from sizes as parts
        inner join sizes as totals on parts.period_start = totals.period_start and totals.dimension = 'all'
        where
            parts.dimension = ?
            and totals.size > 0
            and parts.period_start > (select min(period_start) from figures)
            and parts.period_start < (select max(period_start) from figures)
        order by parts.period_start, parts.member
        """,
        [forecast.metric, forecast.segments.dimension, forecast.segments.dimension],
    ).fetchall()
    mixes: dict[date, dict[str, float]] = {}
    for day, member, size, whole in rows:
        if size is not None:
            mixes.setdefault(day, {})[member] = float(size) / float(whole)
    for mix in mixes.values():
        mix[OTHERS] = max(0.0, 1.0 - sum(mix.values()))
    return dict(mixes)
