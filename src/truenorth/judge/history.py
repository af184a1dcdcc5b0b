"""The readings of a backtest: metric, outcome and rival, replayed week by week from the last build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..errors import ConfigurationError
from ..project import Project
from .backtest import Backtest, backtest
from .built import Built
from .metric import JudgedMetric, judged_metric
from .replay import EVENTS, open_replay, require_period

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

STEP_DAYS = 7  # whole weeks: each reading holds every weekday equally often


@dataclass(frozen=True)
class History:
    """Readings at equal steps, oldest first.

    Attributes:
        days: each reading is what was known before its day.
        values: by metric, NaN where it had no figure.
    """

    days: tuple[date, ...]
    values: dict[str, npt.NDArray[np.float64]]


@dataclass(frozen=True)
class Question:
    """What is asked of history: does `metric` tell `outcome` `lag_days` ahead, better than `rival`?"""

    metric: JudgedMetric
    outcome: JudgedMetric
    rival: JudgedMetric | None
    lag_days: int
    sign: int

    @property
    def steps_ahead(self) -> int:
        """Steps between two readings, so that the middles of their periods lie one lag apart.

        A figure stands for the middle of its period. The outcome's begins when the metric's has ended.
        """
        metric, outcome = require_period(self.metric), require_period(self.outcome)
        days = self.lag_days - (metric - outcome) / 2
        return max(-(-outcome // STEP_DAYS), int(days / STEP_DAYS + 0.5))

    @property
    def metrics(self) -> list[JudgedMetric]:
        return [self.metric, self.outcome, *([self.rival] if self.rival else [])]


def question_of(
    project: Project,
    name: str,
    *,
    outcome: str | None = None,
    rival: str | None = None,
    lag_days: int | None = None,
) -> Question:
    """Take outcome, lag and rival from the metric's contract, unless they are given.

    Raises: ConfigurationError TN-J001, TN-J002, TN-J006 (no goal is declared).
    """
    metric = judged_metric(project, name)
    outcome, rival = outcome or metric.outcome, rival or metric.rival
    lag_days = lag_days or metric.lag_days
    if outcome is None or lag_days is None:
        raise ConfigurationError(
            "TN-J006",
            f"metric {name} names no metric that it is meant to predict, or no lag",
            mend="declare `goal: {metric: NAME, lag: P28D}`, or give --outcome and --lag-days",
        )
    told = judged_metric(project, outcome)
    sign = 1 if metric.direction == told.direction else -1
    return Question(metric, told, judged_metric(project, rival) if rival else None, lag_days, sign)


def of_one_time(project: Project, questions: Sequence[Question]) -> list[list[Question]]:
    """Group questions whose metrics read the same kinds of events: their histories are equally long."""
    built = Built.of(project)
    groups: dict[frozenset[str], list[Question]] = {}
    for question in questions:
        boundary = built.lineage(*(metric.name for metric in question.metrics))[0]
        groups.setdefault(frozenset(one.name for one in boundary if one.name in EVENTS), []).append(question)
    return list(groups.values())


def read_history(project: Project, *questions: Question, basis: str = "trusted") -> History:
    """Replay the metrics of one or several questions.

    Raises: see `open_replay`; EvaluationError TN-J003 (nothing to replay), ConfigurationError TN-J005.
    """
    import numpy as np

    metrics = {metric.name: metric for question in questions for metric in question.metrics}
    for metric in metrics.values():
        require_period(metric)
    built = Built.of(project)
    relations = {name: built.model(name)[1].relation for name in metrics}
    with open_replay(project, list(metrics)) as replay:
        first, last = replay.first_and_last_day()
        end = last + timedelta(days=1)
        weeks = (end - first).days // STEP_DAYS
        days = tuple(end - timedelta(days=STEP_DAYS * back) for back in range(weeks - 1, -1, -1))
        values: dict[str, list[float]] = {name: [] for name in metrics}
        for day in days:
            replay.as_of(day)
            for metric in metrics.values():
                value = replay.reading(metric, relations[metric.name], basis)
                values[metric.name].append(float("nan") if value is None else value)
    return History(days, {name: np.array(told, float) for name, told in values.items()})


def judge_history(question: Question, history: History) -> Backtest:
    """Score the replayed readings."""
    rival = history.values[question.rival.name] if question.rival else None
    return backtest(
        history.values[question.metric.name],
        history.values[question.outcome.name],
        rival,
        lag=question.steps_ahead,
        overlap=-(-max(require_period(metric) for metric in question.metrics) // STEP_DAYS),
        sign=question.sign,
    )
