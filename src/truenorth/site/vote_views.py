"""Votes and versions of each metric, from the committee's files, as of the day of the release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..committee.ballots import Ballot
from ..committee.charter import Charter
from ..committee.proposals import Proposal
from ..committee.records import Records
from ..committee.tally import Tally, tally
from ..committee.versions import Version
from ..definitions.contract import MetricContract
from ..definitions.fields import Version as StatedVersion
from ..wording import Words
from .vocabulary import TIERS, named

SHORT = 12  # letters of a hash, as the names of the committee's files have them
VOTES = {
    "yes": Words("yes", "赞成"),
    "no": Words("no", "反对"),
    "abstain": Words("abstained", "弃权"),
}


@dataclass(frozen=True)
class VoteRow:
    """One vote, by the team of who cast it: the page names no people."""

    team: Words
    weight: int
    vote: Words
    cast_on: str
    reason: str
    is_signed: bool


@dataclass(frozen=True)
class VersionRow:
    """One definition that was put to the vote.

    Attributes:
        number: of the version that it became; empty if it never came into force.
        valid_from, valid_to: days, half-open; empty `valid_to` with a number means that it is in force.
        proposed_by: team.
    """

    number: str
    definition: str
    tier: Words
    valid_from: str
    valid_to: str
    proposed_on: str
    proposed_by: Words
    why: str
    said: Words
    votes: tuple[VoteRow, ...]


@dataclass(frozen=True)
class VotesView:
    """All that was voted on for one metric, newest first.

    Attributes:
        stated: versions that the contract states itself, where nobody has voted.
    """

    rows: tuple[VersionRow, ...] = ()
    stated: tuple[Words, ...] = ()


def view_votes(
    records: Records | None,
    metric: str,
    contract: MetricContract | None,
    teams: Mapping[str, Words],
    day: date,
) -> VotesView:
    """Return versions and votes of one metric as they were known on `day`.

    Raises: GateError TN-G013 (two definitions passed on one day).
    """
    stated = tuple(map(_stated, contract.versions)) if contract else ()
    if records is None:
        return VotesView(stated=stated)
    versions = records.versions(metric, day)
    proposals = [
        one for (name, _), one in records.proposals.items() if name == metric and one.proposed_on <= day
    ]
    newest = sorted(proposals, key=lambda one: (one.proposed_on, one.definition), reverse=True)
    rows = [
        _row(records, one, [own for own in versions if own.definition == one.definition], teams, day)
        for one in newest
    ]
    return VotesView(tuple(rows), () if rows else stated)


def _row(
    records: Records,
    proposal: Proposal,
    versions: Sequence[Version],
    teams: Mapping[str, Words],
    day: date,
) -> VersionRow:
    last = versions[-1] if versions else None
    count = (
        last.vote
        if last
        else tally(records.charter, records.ballots, proposal.metric, proposal.definition, day)
    )
    return VersionRow(
        number=str(last.number) if last else "",
        definition=proposal.definition.removeprefix("sha256:")[:SHORT],
        tier=named(TIERS, proposal.tier),
        valid_from=last.valid_from.isoformat() if last else "",
        valid_to=last.valid_to.isoformat() if last and last.valid_to else "",
        proposed_on=proposal.proposed_on.isoformat(),
        proposed_by=_team_of(records.charter, proposal.proposed_by, proposal.proposed_on, teams),
        why=proposal.why,
        said=count.said(),
        votes=tuple(_votes(records, count, teams)),
    )


def _votes(records: Records, count: Tally, teams: Mapping[str, Words]) -> list[VoteRow]:
    """The ballots that were counted, heaviest first."""
    last: dict[str, Ballot] = {}
    for ballot in records.ballots:
        if (ballot.metric, ballot.definition) == (count.metric, count.definition) and (
            ballot.cast_on <= count.day
        ):
            last[ballot.member] = ballot
    rows = [
        VoteRow(
            team=_team_of(records.charter, member, count.day, teams),
            weight=weight,
            vote=VOTES[vote],
            cast_on=last[member].cast_on.isoformat(),
            reason=last[member].reason,
            is_signed=last[member].is_signed,
        )
        for member, weight, vote in count.votes
    ]
    return sorted(rows, key=lambda row: (-row.weight, row.team.en, row.cast_on))


def _team_of(charter: Charter, member: str, day: date, teams: Mapping[str, Words]) -> Words:
    found = charter.members_on(day).get(member)
    return named(dict(teams), found.team) if found else Words("a former member", "前成员")


def _stated(one: StatedVersion) -> Words:
    number, start, end = one.version, one.valid_from, one.valid_to
    if end:
        return Words(f"version {number}, {start} until {end}", f"第{number}版，{start}至{end}")
    return Words(f"version {number} from {start}", f"第{number}版，自{start}起")
