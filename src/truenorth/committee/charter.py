"""`committee/charter.yml`: who votes with which weight, and under which rules.

Both change over time and neither changes what was decided: a term of a member and a set of rules begin on a
day, and a vote is counted under those of its own day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Any

from ..definitions.fields import Cadence
from ..errors import ConfigurationError
from ..project import Project
from ..strict_yaml import load_yaml
from ..wording.words import Words
from .cadence import CADENCES
from .places import charter_of
from .strict_fields import Fields

CODE = "TN-G001"
MEMBER = ("id", "name", "team", "weight", "key", "from", "until")
BUDGET = ("core", "derived_per_core")
RULES = (
    "valid_from", "quorum", "approval", "max_north_stars", "budget", "non_data_quota", "volatility",
    "calibration", "origin",
)  # fmt: skip


@dataclass(frozen=True)
class Member:
    """One term of one member; a new weight or key is a new term of the same id.

    Attributes:
        weight: of the member's vote, a whole number.
        key: public Ed25519 key, `name+id+base64`; a member who has one must sign.
        start, end: half-open; no end means until further notice.
    """

    id: str
    name: str
    team: str
    weight: int
    key: str | None
    start: date
    end: date | None

    def serves_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Rules:
    """What holds from `valid_from` until the next set of rules.

    Attributes:
        quorum: share of the whole weight that must have voted, abstentions counted in.
        approval: share of yes among yes and no.
        max_north_stars: at most so many metrics of tier north_star.
        core: seats in office: metrics of tier core and north_star together. Full means one in, one out.
        derived_per_core: derived metrics for each that derives from nothing, at most.
        non_data_quota: share of decisions that is kept free of data; reported, never a gate.
        volatility: typical change from period to period above which calibration warns.
        origin: where these numbers come from.
    """

    valid_from: date
    quorum: Fraction
    approval: Fraction
    max_north_stars: int
    core: int
    derived_per_core: Fraction
    non_data_quota: Fraction
    volatility: Fraction
    calibration: Cadence
    origin: str


@dataclass(frozen=True)
class Charter:
    """Members and rules over all time."""

    title: Words
    members: tuple[Member, ...]
    rules: tuple[Rules, ...]

    def members_on(self, day: date) -> dict[str, Member]:
        return {member.id: member for member in self.members if member.serves_on(day)}

    def rules_on(self, day: date) -> Rules | None:
        """Return the rules of a day, or None before the committee began."""
        return max(
            (rules for rules in self.rules if rules.valid_from <= day),
            key=lambda rules: rules.valid_from,
            default=None,
        )


def load_charter(project: Project) -> Charter | None:
    """Read the charter; None if the project has no committee.

    Raises: ConfigurationError TN-S001 (no valid YAML), TN-G001 (naming the place).
    """
    path = charter_of(project)
    if not path.is_file():
        return None
    fields = Fields(load_yaml(path), ("title", "members", "rules"), path=path, place="", code=CODE)
    members = tuple(_member(entry) for entry in fields.entries("members", MEMBER, least=1))
    rules = tuple(_rules(entry) for entry in fields.entries("rules", RULES, least=1))
    for id_, terms in groupby(sorted(members, key=lambda one: (one.id, one.start)), lambda one: one.id):
        for earlier, later in pairwise(terms):
            if earlier.end is None or later.start < earlier.end:
                raise fields.refusal(f"two terms of member {id_!r} overlap; end the earlier with `until`")
    if len({one.valid_from for one in rules}) < len(rules):
        raise fields.refusal("two sets of rules begin on one day")
    return Charter(fields.words("title"), members, rules)


def require_charter(project: Project) -> Charter:
    """Read the charter of a project that must have one. Raises: ConfigurationError TN-G001, TN-G015."""
    charter = load_charter(project)
    if charter is None:
        raise ConfigurationError(
            "TN-G015",
            "this project has no committee",
            where=str(charter_of(project)),
            mend="write a charter; `truenorth explain TN-G015` shows one",
        )
    return charter


def _member(fields: Fields) -> Member:
    start, end = fields.day("from"), fields.day_or_none("until")
    if end is not None and end <= start:
        raise fields.refusal("`until` lies after `from`")
    key = fields.text("key") if fields.has("key") else None
    if key is not None:
        _require_key(fields, key)
    weight = fields.whole("weight", least=1)
    return Member(fields.name("id"), fields.text("name"), fields.name("team"), weight, key, start, end)


def _require_key(fields: Fields, key: str) -> None:
    from ..evidence.vkeys import ED25519, read_verifier_key

    try:
        read_verifier_key(key, ED25519)
    except ConfigurationError as error:
        raise fields.refusal("`key` is no public key like name+1a2b3c4d+AbC...=") from error


def _rules(fields: Fields) -> Rules:
    budget = fields.entry("budget", BUDGET)
    quorum, approval = fields.share("quorum"), fields.share("approval")
    if not quorum or not approval:
        raise fields.refusal("`quorum` and `approval` are above 0: nobody must not be enough")
    cadence: Any = fields.choice("calibration", CADENCES)
    return Rules(
        valid_from=fields.day("valid_from"),
        quorum=quorum,
        approval=approval,
        max_north_stars=fields.whole("max_north_stars", least=0),
        core=budget.whole("core", least=0),
        derived_per_core=budget.share("derived_per_core", most=100),
        non_data_quota=fields.share("non_data_quota"),
        volatility=fields.share("volatility", most=100),
        calibration=cadence,
        origin=fields.text("origin"),
    )
