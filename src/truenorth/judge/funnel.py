"""The funnel: all candidates through four dimensions, a few left for the committee to vote on (C2, D1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING

from ..committee.charter import load_charter
from ..dbt import Progress
from ..definitions.contract import load_contracts
from ..errors import ConfigurationError
from ..project import Project
from .admission import DIMENSIONS, Admission, judge_all
from .blindspot import REPEATS
from .marks import Mark
from .stress import SHARES

if TYPE_CHECKING:
    from ..definitions.contract import MetricContract


@dataclass(frozen=True)
class Candidate:
    """One metric that was judged.

    Attributes:
        is_vanity: its contract calls it buzz: it may be measured, and is never proposed (B12).
    """

    admission: Admission
    is_vanity: bool

    @property
    def metric(self) -> str:
        return self.admission.metric

    @property
    def fell_at(self) -> str | None:
        """The first dimension in which it is not admitted; None if it is admitted in all."""
        marks = self.admission.marks
        return next((name for name in DIMENSIONS if marks[name] is not Mark.ADMITTED), None)


@dataclass(frozen=True)
class Funnel:
    """What came of all candidates.

    Attributes:
        seats: north stars that the charter allows; None without a committee.
        runs: how often the chain ran on brushed deliveries, once without brushing included.
        seconds: what the judging took.
    """

    candidates: tuple[Candidate, ...]
    seats: int | None
    runs: int
    seconds: float

    @property
    def left_after(self) -> dict[str, int]:
        """How many candidates are left after each dimension."""
        return {
            name: sum(one.fell_at is None or DIMENSIONS.index(one.fell_at) > place for one in self.candidates)
            for place, name in enumerate(DIMENSIONS)
        }

    @property
    def remaining(self) -> tuple[Candidate, ...]:
        """Candidates that are admitted in all dimensions, the best sight first."""
        return tuple(sorted((one for one in self.candidates if one.fell_at is None), key=_error))

    @property
    def proposed(self) -> tuple[Candidate, ...]:
        """What the committee may be asked to vote on: at most as many as it has seats, no vanity metric."""
        return tuple(one for one in self.remaining if not one.is_vanity)[: self.seats]


def _error(one: Candidate) -> tuple[float, str]:
    sight = one.admission.backtest
    return (sight.beside_naive.value if sight else float("inf"), one.metric)


def funnel(
    project: Project,
    metrics: Sequence[str] = (),
    *,
    now: datetime,
    shares: Sequence[float] = SHARES,
    seeds: int = 3,
    repeats: int = REPEATS,
    on_progress: Callable[[Progress], None],
    on_message: Callable[[str], None],
    on_stage: Callable[[str], None] = lambda name: None,
) -> Funnel:
    """Judge all metrics that are not retired, or those that are named, on the last build.

    Raises: ConfigurationError TN-J050 (nothing to judge), TN-G001; and as `judge_all`.
    """
    contracts = load_contracts(project)
    names = list(metrics) or _candidates(contracts)
    if not names:
        raise ConfigurationError(
            "TN-J050", "there is no candidate to judge", mend="define a metric that is not retired"
        )
    charter = load_charter(project)
    rules = charter.rules_on(now.date()) if charter else None
    began = monotonic()
    admissions = judge_all(
        project,
        names,
        now=now,
        shares=shares,
        seeds=seeds,
        repeats=repeats,
        on_progress=on_progress,
        on_message=on_message,
        on_stage=on_stage,
    )
    return Funnel(
        tuple(Candidate(one, contracts[one.metric].kind == "vanity") for one in admissions),
        rules.max_north_stars if rules else None,
        1 + len(shares) * seeds,
        monotonic() - began,
    )


def _candidates(contracts: Mapping[str, MetricContract]) -> list[str]:
    return [name for name, contract in contracts.items() if contract.tier != "retired"]
