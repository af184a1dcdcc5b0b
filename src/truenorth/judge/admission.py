"""Admission of a metric in four dimensions (C2); each is measured here or unknown, never typed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from ..dbt import Progress
from ..errors import TruenorthError
from ..project import Project
from .backtest import Backtest
from .blindspot import REPEATS, BlindSpot, blind_spots
from .built import Built
from .experiments import Operability
from .history import Question, judge_history, of_one_time, question_of, read_history
from .lifts import Stress
from .marks import Mark, worst
from .metric import judged_metric
from .operability import operability
from .replay import require_period
from .stress import SHARES, stress_all

if TYPE_CHECKING:
    from collections.abc import Mapping

DIMENSIONS = ("relevance", "operability", "resistance", "long_term")


@dataclass(frozen=True)
class Admission:
    """What one judgement of a metric measured.

    Attributes:
        batches: beginnings of the ids of the batches that the figures rest on.
        definition: hash of the meaning that was judged.
        missing: why a measurement could not be made, by its name.
    """

    metric: str
    measured_at: datetime
    definition: str
    batches: tuple[str, ...]
    backtest: Backtest | None
    operability: Operability | None
    stress: Stress | None
    blind_spot: BlindSpot | None
    missing: Mapping[str, str] = field(default_factory=dict)

    @property
    def marks(self) -> dict[str, Mark]:
        """One answer for each dimension; what was not measured is unknown."""
        return {
            "relevance": self.backtest.relevance if self.backtest else Mark.UNKNOWN,
            "operability": self.operability.mark if self.operability else Mark.UNKNOWN,
            "resistance": worst(
                [one.mark if one else Mark.UNKNOWN for one in (self.stress, self.blind_spot)]
            ),
            "long_term": self.backtest.foresight if self.backtest else Mark.UNKNOWN,
        }

    @property
    def verdict(self) -> Mark:
        return worst(list(self.marks.values()))

    def measured(self) -> dict[str, Any]:
        """Return every figure, by the name of the measurement."""
        parts = {
            "backtest": self.backtest,
            "operability": self.operability,
            "stress": self.stress,
            "blind_spot": self.blind_spot,
        }
        return {name: part.as_json() for name, part in parts.items() if part is not None}


def judge(
    project: Project,
    metric: str,
    *,
    now: datetime,
    shares: Sequence[float] = SHARES,
    seeds: int = 3,
    repeats: int = REPEATS,
    on_progress: Callable[[Progress], None],
    on_message: Callable[[str], None],
) -> Admission:
    """Measure all four dimensions of a metric on the last build.

    A measurement that cannot be made leaves its dimension unknown, with the reason.
    Raises: EvaluationError TN-E003 (nothing built); ConfigurationError TN-J001 and those of the definition.
    """
    return judge_all(
        project,
        [metric],
        now=now,
        shares=shares,
        seeds=seeds,
        repeats=repeats,
        on_progress=on_progress,
        on_message=on_message,
    )[0]


def judge_all(
    project: Project,
    metrics: Sequence[str],
    *,
    now: datetime,
    shares: Sequence[float] = SHARES,
    seeds: int = 3,
    repeats: int = REPEATS,
    on_progress: Callable[[Progress], None],
    on_message: Callable[[str], None],
    on_stage: Callable[[str], None] = lambda name: None,
) -> list[Admission]:
    """Measure several metrics by the same runs: history, hiding and attacks are made once for all of them.

    Args:
        on_stage: told what is measured next.
    Raises: as `judge`.
    """
    from ..definitions.contract import load_contracts
    from ..definitions.meaning import meaning_hashes
    from .provenance import batches_of

    Built.of(project)
    for metric in metrics:
        judged_metric(project, metric)
    contracts = load_contracts(project)
    definitions = meaning_hashes(project, {metric: contracts[metric] for metric in metrics})
    batches = batches_of(project)
    stressed = partial(
        stress_all,
        project,
        metrics,
        shares=shares,
        seeds=seeds,
        on_progress=on_progress,
        on_message=on_message,
        on_stage=on_stage,
    )
    measured: dict[str, Mapping[str, Any]] = {}
    on_stage("relevance and long-term value: history is replayed")
    measured["backtest"] = _backtests(project, metrics)
    on_stage("operability: experiments are read")
    measured["operability"] = {one: _tried(partial(operability, project, one)) for one in metrics}
    on_stage(f"resistance: information is hidden, {repeats} times")
    measured["blind_spot"] = _of_all(metrics, partial(blind_spots, project, metrics, repeats=repeats))
    measured["stress"] = _of_all(metrics, stressed)
    return [
        Admission(
            metric=metric,
            measured_at=now,
            definition=definitions[metric],
            batches=batches,
            missing={
                name: f"{one[metric].code} {one[metric].what}"
                for name, one in measured.items()
                if isinstance(one[metric], TruenorthError)
            },
            **{
                name: None if isinstance(one[metric], TruenorthError) else one[metric]
                for name, one in measured.items()
            },
        )
        for metric in metrics
    ]


def _tried(measure: Callable[[], Any]) -> Any:
    """Return what was measured, or the refusal to measure it."""
    try:
        return measure()
    except TruenorthError as refusal:
        return refusal


def _of_all(metrics: Sequence[str], measure: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return what was measured by metric; what stops the measurement stops it for each of them."""
    told = _tried(measure)
    return dict.fromkeys(metrics, told) if isinstance(told, TruenorthError) else told


def _backtests(project: Project, metrics: Sequence[str]) -> Mapping[str, Backtest | TruenorthError]:
    told: dict[str, Any] = {metric: _tried(partial(_question, project, metric)) for metric in metrics}
    questions = [one for one in told.values() if isinstance(one, Question)]
    for group in of_one_time(project, questions):
        history = _tried(partial(read_history, project, *group))
        for question in group:
            told[question.metric.name] = (
                history if isinstance(history, TruenorthError) else judge_history(question, history)
            )
    return told


def _question(project: Project, metric: str) -> Question:
    """One whose periods cannot be replayed is refused here, before it stops those that are read with it."""
    question = question_of(project, metric)
    for one in question.metrics:
        require_period(one)
    return question
