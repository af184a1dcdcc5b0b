"""What a metric's contract promises: its goal, who can move it, what guards it, what it derives from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..definitions.contract import MetricContract
from ..definitions.fields import Goal
from ..wording import Words
from ..wording.words import NOTHING
from .metric_rows import Row
from .metric_views import MetricView
from .vocabulary import DIRECTIONS, HORIZONS, named

LAG = re.compile(r"P(\d+)([DWMY])", re.ASCII)
LAG_UNITS = {"D": ("day", "天"), "W": ("week", "周"), "M": ("month", "个月"), "Y": ("year", "年")}


@dataclass(frozen=True)
class MetricLink:
    """Another metric; `href` is empty where this release does not hold it."""

    title: Words
    href: str = ""


@dataclass(frozen=True)
class Guardrail:
    """A guardrail beside its metric; `row` is None where this release does not hold it."""

    name: str
    link: MetricLink
    direction: Words
    row: Row | None


@dataclass(frozen=True)
class PromiseView:
    """One contract, ready to print; an empty field means that it does not say.

    Attributes:
        problem: code of the refusal, if the contract is not understood.
        outcome: the goal in words, where no metric measures it.
        levers: team and what it can do.
        experiments: ids that the contract names.
    """

    is_known: bool = False
    problem: str = ""
    owner: Words = NOTHING
    horizon: Words = NOTHING
    goal: MetricLink | None = None
    outcome: Words = NOTHING
    lag: Words = NOTHING
    rival: MetricLink | None = None
    derived_from: tuple[MetricLink, ...] = ()
    levers: tuple[tuple[Words, tuple[Words, ...]], ...] = ()
    guardrails: tuple[Guardrail, ...] = ()
    experiments: tuple[str, ...] = ()


def view_promise(
    contract: MetricContract | None,
    metrics: Sequence[MetricView],
    titles: Mapping[str, Words],
    teams: Mapping[str, Words],
    problem: str = "",
) -> PromiseView:
    """Put one contract into words.

    Args:
        metrics: of the release, for links and guardrails.
        titles: of metrics that have a contract; teams: names of teams in words, by id.
    """
    if contract is None:
        return PromiseView(problem=problem)
    shown = {metric.name: metric for metric in metrics}

    def link(name: str) -> MetricLink:
        if name in shown:
            return MetricLink(shown[name].title, shown[name].href)
        return MetricLink(titles.get(name) or Words(name))

    goal = contract.goal or Goal("")
    return PromiseView(
        is_known=True,
        owner=named(dict(teams), contract.owner) if contract.owner else NOTHING,
        horizon=named(HORIZONS, contract.horizon) if contract.horizon else NOTHING,
        goal=link(goal.metric) if goal.metric else None,
        outcome=goal.outcome,
        lag=describe_lag(goal.lag),
        rival=link(contract.rival) if contract.rival else None,
        derived_from=tuple(map(link, contract.derived_from)),
        levers=tuple((named(dict(teams), team), own) for team, own in contract.levers.items()),
        guardrails=tuple(_guardrail(name, link(name), shown.get(name)) for name in contract.guardrails),
        experiments=contract.experiments,
    )


def describe_lag(lag: str) -> Words:
    """`P4W` as `4 weeks later`; a longer ISO 8601 duration is shown as it is."""
    found = LAG.fullmatch(lag)
    if not found:
        return Words(lag)
    count, (unit, zh) = int(found[1]), LAG_UNITS[found[2]]
    return Words(f"{count} {unit}{'' if count == 1 else 's'} later", f"{count}{zh}后")


def _guardrail(name: str, link: MetricLink, metric: MetricView | None) -> Guardrail:
    if metric is None:
        return Guardrail(name, link, NOTHING, None)
    good = metric.text.good_direction if metric.text else ""
    return Guardrail(name, link, named(DIRECTIONS, good) if good else NOTHING, metric.total)
