"""The judged part of each metric's chapter: scores, promises, votes; and the committee behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..committee.impact_map import ImpactMap, load_impact_map
from ..committee.records import Records, load_records
from ..errors import TruenorthError
from ..project import Project
from ..wording import Words
from ..wording.words import NOTHING
from .figures import Figures
from .metric_contracts import MetricContracts
from .metric_views import MetricView
from .promise_views import PromiseView, view_promise
from .score_views import ScoresView, by_metric, view_scores
from .vote_views import VotesView, view_votes


@dataclass(frozen=True)
class Committee:
    """The committee's files; `problem` is the code of the error that kept them from being read."""

    records: Records | None = None
    impact: ImpactMap | None = None
    problem: str = ""

    @property
    def teams(self) -> dict[str, Words]:
        """Names of teams in words, as the impact map has them."""
        return {team.id: team.title for team in self.impact.teams} if self.impact else {}


@dataclass(frozen=True)
class JudgedView:
    """What the page says beside the figures of one metric."""

    scores: ScoresView
    promise: PromiseView
    votes: VotesView
    votes_problem: str


def read_committee(project: Project) -> Committee:
    """Read the committee's files; a page can be shown without them, so an error is said, not raised."""
    try:
        return Committee(load_records(project), load_impact_map(project))
    except TruenorthError as error:
        return Committee(problem=error.code)


def view_judged(
    figures: Figures, metrics: Sequence[MetricView], contracts: MetricContracts, committee: Committee
) -> Mapping[str, JudgedView]:
    """Return the judged part of every metric's chapter, by metric; votes as of the day of the release."""
    scores = by_metric(figures.scores)
    titles = {name: contract.title for name, contract in contracts.contracts.items()}
    titles |= {metric.name: metric.title for metric in metrics}
    day, found = figures.release.published_at.date(), {}
    for metric in metrics:
        contract = contracts.contracts.get(metric.name)
        votes, problem = VotesView(), committee.problem
        try:
            votes = view_votes(committee.records, metric.name, contract, committee.teams, day)
        except TruenorthError as error:
            problem = error.code
        rival = titles.get(contract.rival, NOTHING) if contract else NOTHING
        found[metric.name] = JudgedView(
            scores=view_scores(scores.get(metric.name, ()), name="metric", title=metric.title, rival=rival),
            promise=view_promise(
                contract, metrics, titles, committee.teams, contracts.problems.get(metric.name, "")
            ),
            votes=votes,
            votes_problem=problem,
        )
    return found
