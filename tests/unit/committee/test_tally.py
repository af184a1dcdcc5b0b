"""The count: the same files always give it, and an oracle of another make agrees."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from small_committee import START, A, B
from truenorth.committee.ballots import VOTES, Ballot
from truenorth.committee.charter import Charter, Member, Rules
from truenorth.committee.tally import Tally, tally
from truenorth.wording.words import Words

IDS = ("ann", "ben", "cai", "dee", "eve")
DAYS = tuple(START + timedelta(days=day) for day in range(6))
SHARES = st.sampled_from([Fraction(1, 10), Fraction(1, 3), Fraction(1, 2), Fraction(3, 5), Fraction(1)])


def rules(quorum: Fraction = Fraction(1, 2), approval: Fraction = Fraction(3, 5)) -> Rules:
    return Rules(START, quorum, approval, 3, 8, Fraction(1), Fraction(0), Fraction(1, 5), "quarterly", "test")


@st.composite
def charters(draw: st.DrawFn) -> Charter:
    members = tuple(
        Member(id_, id_, "team", draw(st.integers(1, 5)), None, START, draw(st.sampled_from([None, DAYS[3]])))
        for id_ in IDS
    )
    return Charter(Words("x", "x"), members, (rules(draw(SHARES), draw(SHARES)),))


BALLOTS = st.lists(
    st.builds(
        Ballot,
        metric=st.just("loyal"),
        definition=st.sampled_from([A, B]),
        member=st.sampled_from(IDS),
        cast_on=st.sampled_from(DAYS),
        vote=st.sampled_from(VOTES),
        reason=st.just("x"),
    ),
    unique_by=lambda one: (one.member, one.cast_on),
    max_size=20,
)


def oracle(charter: Charter, ballots: list[Ballot], day: date) -> tuple[dict[str, int], bool]:
    """Go through the members one by one and ask each for his last word."""
    weights = dict.fromkeys(VOTES, 0)
    whole = 0
    for member in charter.members:
        if member.end is not None and day >= member.end:
            continue
        whole += member.weight
        words = [
            one for one in ballots if one.member == member.id and one.definition == A and one.cast_on <= day
        ]
        if words:
            weights[max(words, key=lambda one: one.cast_on).vote] += member.weight
    demanded = charter.rules[0]
    voted = sum(weights.values())
    passes = (
        voted * demanded.quorum.denominator >= demanded.quorum.numerator * whole
        and weights["yes"] > 0
        and weights["yes"] * demanded.approval.denominator
        >= demanded.approval.numerator * (weights["yes"] + weights["no"])
    )
    return {str(vote): weight for vote, weight in weights.items()}, passes


@given(charters(), BALLOTS, st.sampled_from(DAYS), st.randoms())
def test_the_count_is_the_oracle_s_in_any_order(
    charter: Charter, ballots: list[Ballot], day: date, chance: object
) -> None:
    count = tally(charter, ballots, "loyal", A, day)
    weights, passes = oracle(charter, ballots, day)
    assert {"yes": count.yes, "no": count.no, "abstain": count.abstain} == weights
    assert count.passes == passes
    shuffled = list(ballots)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis types its Random as object
    assert tally(charter, shuffled, "loyal", A, day) == count


@given(charters(), BALLOTS, st.sampled_from(DAYS))
def test_votes_on_another_definition_change_nothing(
    charter: Charter, ballots: list[Ballot], day: date
) -> None:
    own = [one for one in ballots if one.definition == A]
    assert tally(charter, ballots, "loyal", A, day) == tally(charter, own, "loyal", A, day)


@given(charters(), BALLOTS, st.sampled_from(DAYS))
def test_a_further_yes_never_defeats(charter: Charter, ballots: list[Ballot], day: date) -> None:
    count = tally(charter, ballots, "loyal", A, day)
    silent = sorted(set(charter.members_on(day)) - {member for member, _, _ in count.votes})
    if count.passes and silent:
        more = [*ballots, Ballot("loyal", A, silent[0], day, "yes", "x")]
        assert tally(charter, more, "loyal", A, day).passes


def counted(*votes: tuple[int, str], quorum: str = "1/2", approval: str = "3/5") -> Tally:
    members = tuple(
        Member(f"m{place}", "x", "team", weight, None, START, None) for place, (weight, _) in enumerate(votes)
    )
    charter = Charter(Words("x", "x"), members, (rules(Fraction(quorum), Fraction(approval)),))
    ballots = [
        Ballot("loyal", A, f"m{place}", START, vote, "x")
        for place, (_, vote) in enumerate(votes)
        if vote in VOTES
    ]
    return tally(charter, ballots, "loyal", A, START)


def test_exactly_the_quorum_and_exactly_the_share_are_enough() -> None:
    assert counted((3, "yes"), (2, "no"), (5, "away")).passes
    assert not counted((29, "yes"), (21, "no"), (50, "away")).passes
    assert not counted((3, "yes"), (1, "no"), (5, "away")).has_quorum


def test_abstentions_make_a_quorum_and_no_majority() -> None:
    assert counted((1, "yes"), (9, "abstain")).passes
    assert not counted((10, "abstain")).passes


def test_nobody_is_no_quorum_and_before_the_committee_nothing_passes() -> None:
    assert not counted((1, "away")).has_quorum
    members = (Member("ann", "x", "team", 1, None, date(2020, 1, 1), None),)
    charter = Charter(Words("x", "x"), members, (rules(),))
    early = START - timedelta(days=1)
    assert not tally(charter, [Ballot("loyal", A, "ann", early, "yes", "x")], "loyal", A, early).passes


def test_the_count_says_itself_in_both_languages() -> None:
    for count, en, zh in (
        (counted((3, "yes"), (2, "no")), "passed", "通过"),
        (counted((1, "yes"), (2, "no")), "refused", "未通过"),
        (counted((1, "yes"), (9, "away")), "no quorum", "未达法定票数"),
    ):
        assert count.said().en.startswith(en) and count.said().zh.startswith(zh)
