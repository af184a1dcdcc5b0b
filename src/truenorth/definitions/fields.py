"""The parts of a metric contract; the note of each field is its description in the JSON Schema."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from ..wording import Words
from ..wording.words import NOTHING

Tier = Literal["candidate", "core", "north_star", "retired"]
Kind = Literal["vanity", "entry", "value", "guardrail"]
Horizon = Literal["immediate", "mid", "long"]
HORIZONS: tuple[Horizon, ...] = ("immediate", "mid", "long")
Cadence = Literal["biweekly", "monthly", "quarterly", "yearly"]
Period = Literal["day", "week", "month", "quarter", "year"]


@dataclass(frozen=True)
class Rollup:
    """How the rows of the metric's model become one figure: SQL aggregates over its columns."""

    numerator: Annotated[str, "SQL aggregate over the columns of the metric's model"]
    period: Annotated[Period, "length of one period; the model's `period_start` is its first day"]
    denominator: Annotated[str, "SQL aggregate that divides it; empty: nothing does"] = ""
    dimensions: Annotated[tuple[str, ...], "columns of the model that the figure is split by"] = ()
    persons: Annotated[
        str,
        "SQL aggregate: how many persons are behind a figure, or fewer; `nobody`: it is not about persons;"
        " empty: as many as it is divided by, or as it counts",
    ] = ""


@dataclass(frozen=True)
class Goal:
    """What the metric is meant to predict (C1): another metric, or an outcome in words, `lag` later."""

    lag: Annotated[str, "how much later the outcome is looked at: ISO 8601, such as P90D or P3M"]
    metric: Annotated[str, "name of the metric that measures the outcome"] = ""
    outcome: Annotated[Words, "the outcome in words"] = NOTHING


@dataclass(frozen=True)
class Limit:
    """A reviewed limit and where it comes from."""

    at_most: Annotated[float, "largest value that may still be believed; a share: 0.2 is 20 %"]
    origin: Annotated[str, "where the number comes from: measured, reviewed, or whose demand it is"]


@dataclass(frozen=True)
class Limits:
    """What admission holds the metric against; a dimension without a limit stays unknown."""

    bubble: Annotated[Limit | None, "size of raw / trusted - 1, either way"] = None
    elasticity: Annotated[
        Limit | None, "change of the trusted figure by injected brushing, for each share injected"
    ] = None
    volatility: Annotated[Limit | None, "change from one period to the next that calls for a look"] = None
    blind_spot: Annotated[Limit | None, "half width of the interval when information is hidden"] = None


NO_LIMITS = Limits()


@dataclass(frozen=True)
class Calibration:
    """How often the committee looks again (D5, D14)."""

    cadence: Annotated[Cadence, "how often the committee looks at the metric again"]
    due: Annotated[date | None, "day of the next look; empty: never looked at yet"] = None


@dataclass(frozen=True)
class Voices:
    """Who is heard beside the figure: people, in their own words."""

    required: Annotated[int, "how many voices one calibration needs; 0: none"]
    of: Annotated[tuple[Words, ...], "whose"] = ()


@dataclass(frozen=True)
class Version:
    """One version of the definition; both days in UTC, half-open (D6)."""

    version: Annotated[int, "1, 2, 3 in order of time"]
    valid_from: Annotated[date, "first day on which it is the definition"]
    valid_to: Annotated[date | None, "first day on which it no longer is; empty: still is"] = None
    supersedes: Annotated[str, "metric whose place it takes; empty: only its own earlier version"] = ""
