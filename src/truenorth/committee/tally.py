"""Counting votes on one hash: the same files always give the same count. Realises D3."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..wording.words import Words
from .ballots import Ballot, Vote
from .charter import Charter


@dataclass(frozen=True)
class Tally:
    """The count of one definition on one day.

    Attributes:
        day: of the members and rules that it is counted under.
        electorate: weight of all members of that day.
        yes, no, abstain: weights.
        votes: (member, weight, vote) of those who voted, by member.
        quorum, approval: shares that the rules of that day demand.
    """

    metric: str
    definition: str
    day: date
    electorate: int
    yes: int
    no: int
    abstain: int
    votes: tuple[tuple[str, int, Vote], ...]
    quorum: Fraction
    approval: Fraction

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstain

    @property
    def has_quorum(self) -> bool:
        return self.cast > 0 and self.cast >= self.quorum * self.electorate

    @property
    def passes(self) -> bool:
        return self.has_quorum and self.yes > 0 and self.yes >= self.approval * (self.yes + self.no)

    def said(self) -> Words:
        """Return the count as a sentence."""
        count = f"yes {self.yes}, no {self.no}, abstained {self.abstain} of {self.electorate}"
        zh = f"赞成 {self.yes}、反对 {self.no}、弃权 {self.abstain}，总票权 {self.electorate}"
        if not self.has_quorum:
            return Words(
                f"no quorum: {count}; {_percent(self.quorum)} must vote",
                f"未达法定票数：{zh}；须有 {_percent(self.quorum)} 投票",
            )
        if not self.passes:
            return Words(
                f"refused: {count}; {_percent(self.approval)} of yes and no must be yes",
                f"未通过：{zh}；赞成须占赞成与反对之和的 {_percent(self.approval)}",
            )
        return Words(f"passed: {count}", f"通过：{zh}")


def tally(charter: Charter, ballots: Iterable[Ballot], metric: str, definition: str, day: date) -> Tally:
    """Count the votes on one hash as of `day`: of each member of that day the last ballot until then.

    Before the committee began nobody is a member, and nothing passes.
    """
    members, rules = charter.members_on(day), charter.rules_on(day)
    last: dict[str, Ballot] = {}
    for ballot in sorted(ballots, key=lambda one: one.cast_on):
        if (ballot.metric, ballot.definition) == (metric, definition) and ballot.cast_on <= day:
            last[ballot.member] = ballot
    votes = tuple(
        (member, members[member].weight, ballot.vote)
        for member, ballot in sorted(last.items())
        if rules is not None and member in members
    )
    weight = {"yes": 0, "no": 0, "abstain": 0}
    for _, weighs, vote in votes:
        weight[vote] += weighs
    return Tally(
        metric=metric,
        definition=definition,
        day=day,
        electorate=sum(member.weight for member in members.values()),
        votes=votes,
        quorum=rules.quorum if rules else Fraction(1),
        approval=rules.approval if rules else Fraction(1),
        **weight,
    )


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):g} %"
