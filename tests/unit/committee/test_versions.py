"""Versions: what was in force when, held against a calendar that is walked day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from test_tally import BALLOTS, DAYS, charters, rules

from small_committee import START, A, B
from truenorth.committee.ballots import Ballot
from truenorth.committee.charter import Charter, Member
from truenorth.committee.proposals import Proposal
from truenorth.committee.tally import tally
from truenorth.committee.versions import Version, in_force, versions_of
from truenorth.errors import GateError
from truenorth.wording.words import Words

SAID = Words("x", "x")
PROPOSALS = {
    ("loyal", hash_): Proposal("loyal", hash_, "north_star", SAID, SAID, SAID, "ann", START, "x")
    for hash_ in (A, B)
}
LAST = DAYS[-1] + timedelta(days=2)


def walked(charter: Charter, ballots: list[Ballot]) -> dict[date, str | None]:
    """Return the hash in force at the end of each day; asks every day what was voted on it."""
    held: str | None = None
    found: dict[date, str | None] = {}
    day = START
    while day <= LAST:
        today = {one.definition for one in ballots if one.cast_on == day}
        passing = {hash_ for hash_ in today if tally(charter, ballots, "loyal", hash_, day).passes}
        if held in today - passing:
            held = None
        if passing:
            [held] = passing
        found[day] = held
        day += timedelta(days=1)
    return found


@given(charters(), BALLOTS)
def test_every_day_has_the_version_that_a_calendar_gives_it(charter: Charter, ballots: list[Ballot]) -> None:
    assume(both_on_one_day(charter, ballots) is None)
    versions = versions_of(charter, ballots, PROPOSALS, "loyal", LAST)
    for day, held in walked(charter, ballots).items():
        version = in_force(versions, day)
        assert (version.definition if version else None) == held
        # as-of: what later ballots did is not known yet
        then = in_force(versions_of(charter, ballots, PROPOSALS, "loyal", day), day)
        assert (then.definition if then else None) == held


@given(charters(), BALLOTS)
def test_versions_follow_each_other(charter: Charter, ballots: list[Ballot]) -> None:
    assume(both_on_one_day(charter, ballots) is None)
    versions = versions_of(charter, ballots, PROPOSALS, "loyal", LAST)
    assert [one.number for one in versions] == list(range(1, len(versions) + 1))
    for earlier, later in pairwise(versions):
        assert earlier.valid_to is not None and earlier.valid_to <= later.valid_from
        is_direct = earlier.valid_to == later.valid_from
        assert later.supersedes == (earlier.definition if is_direct else None)
    assert all(one.vote.passes for one in versions)


def test_two_definitions_of_one_day_are_refused(small: Charter) -> None:
    easy = replace(small, rules=(rules(Fraction(1, 3)),))
    ballots = [Ballot("loyal", A, "ann", START, "yes", "x"), Ballot("loyal", B, "ben", START, "yes", "x")]
    with pytest.raises(GateError) as caught:
        versions_of(easy, ballots, PROPOSALS, "loyal", LAST)
    assert caught.value.code == "TN-G013"
    later = [ballots[0], replace(ballots[1], cast_on=DAYS[1])]
    versions = versions_of(easy, later, PROPOSALS, "loyal", LAST)
    assert [(one.definition, one.supersedes) for one in versions] == [(A, None), (B, A)]


def both_on_one_day(charter: Charter, ballots: list[Ballot]) -> date | None:
    for day in DAYS:
        today = {one.definition for one in ballots if one.cast_on == day}
        if sum(tally(charter, ballots, "loyal", hash_, day).passes for hash_ in today) > 1:
            return day
    return None


def test_who_leaves_takes_no_decision_along(small: Charter) -> None:
    leaver = [Ballot("loyal", A, "ann", START, "yes", "x"), Ballot("loyal", A, "ben", START, "yes", "x")]
    versions = versions_of(small, leaver, PROPOSALS, "loyal", LAST)
    assert [(one.valid_from, one.valid_to) for one in versions] == [(START, None)]
    assert small.members_on(LAST).keys() == {"cai"}


def test_a_change_of_mind_ends_a_version(small: Charter) -> None:
    ballots = [
        Ballot("loyal", A, "ann", START, "yes", "x"),
        Ballot("loyal", A, "ben", START, "yes", "x"),
        Ballot("loyal", A, "ann", DAYS[2], "no", "x"),
        Ballot("loyal", A, "ben", DAYS[2], "no", "x"),
    ]
    [version] = versions_of(small, ballots, PROPOSALS, "loyal", LAST)
    assert (version.valid_from, version.valid_to) == (START, DAYS[2])


def test_versions_are_of_one_metric(small: Charter) -> None:
    ballots = [Ballot("other", A, name, START, "yes", "x") for name in ("ann", "ben", "cai")]
    found: list[Version] = versions_of(small, ballots, PROPOSALS, "loyal", LAST)
    assert found == []


@pytest.fixture
def small() -> Charter:
    members = tuple(
        Member(name, name, "team", 1, None, START, None if name == "cai" else DAYS[4])
        for name in ("ann", "ben", "cai")
    )
    return Charter(SAID, members, (rules(Fraction(2, 3)),))
