"""The committee on the page: who votes under which rules, what is in office or overdue, who moves what.

The joint board of D4: every team reads the same page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..committee.budget import budget_findings, holders
from ..committee.calibrations import load_calibrations
from ..committee.charter import Charter
from ..committee.due import calibrations_due
from ..committee.impact_map import ImpactMap, impact_findings
from ..committee.proposals import IN_OFFICE
from ..definitions.contract import MetricContract
from ..errors import TruenorthError
from ..project import Project
from ..wording import Words
from ..wording.words import NOTHING
from .judged_views import Committee
from .metric_views import MetricView
from .promise_views import MetricLink
from .vocabulary import CADENCES, TIERS, named

UNAPPROVED = "unapproved"


@dataclass(frozen=True)
class Seat:
    """The members of one team: how many, and their weight together."""

    team: Words
    members: int
    weight: int


@dataclass(frozen=True)
class Office:
    """One metric in office.

    Attributes:
        version: number by vote; empty if no vote of the committee holds.
        is_unapproved: the release says that nobody voted for the definition as it is.
        last, due: days of the last and the next calibration; `last` is empty where there was none.
    """

    link: MetricLink
    tier: Words
    version: str
    since: str
    is_unapproved: bool
    cadence: Words
    last: str
    due: str
    is_overdue: bool


@dataclass(frozen=True)
class LeverRow:
    """One lever of the impact map; `experiment` is empty where it is only expected to work."""

    team: Words
    lever: Words
    metrics: tuple[MetricLink, ...]
    experiment: str


@dataclass(frozen=True)
class BoardView:
    """The committee's chapter of the page.

    Attributes:
        problem: code of the error that kept its files from being read.
        is_there: the project has a committee, and it had begun on the day of the release.
        pictures: the impact map as inline SVG, wide and narrow.
        warnings: code and words of what is not as the charter has it.
    """

    problem: str = ""
    is_there: bool = False
    title: Words = NOTHING
    seats: tuple[Seat, ...] = ()
    electorate: int = 0
    quorum: str = ""
    approval: str = ""
    north_stars: str = ""
    places: str = ""
    offices: tuple[Office, ...] = ()
    overdue: int = 0
    warnings: tuple[tuple[str, Words], ...] = ()
    pictures: tuple[str, ...] = ()
    levers: tuple[LeverRow, ...] = ()


def view_board(
    project: Project,
    committee: Committee,
    contracts: Mapping[str, MetricContract],
    metrics: Sequence[MetricView],
    day: date,
) -> BoardView:
    """Return the committee as of `day`.

    Whether a definition has its vote is what the release says of it: the build has asked for its hash, and a
    page is written without dbt.
    """
    charter = committee.records.charter if committee.records else None
    rules = charter.rules_on(day) if charter else None
    if committee.records is None or charter is None or rules is None:
        return BoardView(problem=committee.problem)
    try:
        due = calibrations_due(charter, contracts, load_calibrations(project), day)
        held = {name: committee.records.in_force(name, day) for name in contracts}
    except TruenorthError as error:
        return BoardView(problem=error.code)
    titles = {name: contract.title for name, contract in contracts.items()}
    links = {name: MetricLink(title) for name, title in titles.items()}
    links |= {metric.name: MetricLink(metric.title, metric.href) for metric in metrics}
    unapproved = {metric.name for metric in metrics if metric.verdict.verdict == UNAPPROVED}
    offices = []
    for one in due:
        version = held.get(one.metric)
        offices.append(
            Office(
                link=links[one.metric],
                tier=named(TIERS, contracts[one.metric].tier),
                version=str(version.number) if version else "",
                since=version.valid_from.isoformat() if version else "",
                is_unapproved=one.metric in unapproved or version is None,
                cadence=named(CADENCES, one.cadence),
                last=one.last.isoformat() if one.last else "",
                due=one.due.isoformat(),
                is_overdue=one.is_overdue,
            )
        )
    found = [*budget_findings(contracts, rules), *impact_findings(committee.impact, contracts)]
    return BoardView(
        is_there=True,
        title=charter.title,
        seats=_seats(charter, committee.teams, day),
        electorate=sum(member.weight for member in charter.members_on(day).values()),
        quorum=_percent(rules.quorum),
        approval=_percent(rules.approval),
        north_stars=f"{len(holders(contracts, ('north_star',)))} / {rules.max_north_stars}",
        places=f"{len(holders(contracts, IN_OFFICE))} / {rules.core}",
        offices=tuple(offices),
        overdue=sum(one.is_overdue for one in due),
        warnings=tuple((one.code, one.said) for one in found),
        pictures=_pictures(committee.impact, {name: link.title for name, link in links.items()}),
        levers=_levers(committee.impact, links),
    )


def _seats(charter: Charter, teams: Mapping[str, Words], day: date) -> tuple[Seat, ...]:
    members = charter.members_on(day).values()
    return tuple(
        Seat(
            named(dict(teams), team),
            len(own := [member for member in members if member.team == team]),
            sum(member.weight for member in own),
        )
        for team in sorted({member.team for member in members})
    )


def _pictures(impact: ImpactMap | None, titles: Mapping[str, Words]) -> tuple[str, ...]:
    from ..committee.impact_picture import draw_impact_map

    return draw_impact_map(impact, titles, name="impact") if impact else ()


def _levers(impact: ImpactMap | None, links: Mapping[str, MetricLink]) -> tuple[LeverRow, ...]:
    return tuple(
        LeverRow(
            team.title,
            lever.title,
            tuple(links.get(metric) or MetricLink(Words(metric)) for metric in lever.metrics),
            lever.experiment,
        )
        for team in (impact.teams if impact else ())
        for lever in team.levers
    )


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):g} %"
