"""`committee/ballots/<metric>/<date>-<member>.yml`: one vote of one member on one hash. Realises D3."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

from ..evidence.vkeys import ED25519, read_verifier_key
from ..project import Project
from ..strict_yaml import load_yaml
from .charter import Charter, Member
from .envelope import opened, refusal
from .places import ENVELOPE, YML, ballots_of
from .proposals import Proposal
from .strict_fields import Fields

CODE = "TN-G003"
Vote = Literal["yes", "no", "abstain"]
VOTES: tuple[Vote, ...] = get_args(Vote)
FIELDS = ("metric", "definition", "member", "cast_on", "vote", "reason")
ONE_DAY = timedelta(days=1)  # east of here it may be tomorrow already


@dataclass(frozen=True)
class Ballot:
    """One vote.

    Attributes:
        definition: hash that it approves, refuses or abstains on; no other.
        member: id of who voted.
        is_signed: whether a signature was demanded, and verified.
    """

    metric: str
    definition: str
    member: str
    cast_on: date
    vote: Vote
    reason: str
    is_signed: bool = False


def load_ballots(
    project: Project,
    charter: Charter,
    proposals: Mapping[tuple[str, str], Proposal],
    today: date | None = None,
) -> list[Ballot]:
    """Read every ballot, in the order of days and files.

    Args:
        today: the present day; a ballot of the future would outlive every later one.
    Raises: ConfigurationError TN-S001 (no valid YAML), TN-G003 (naming the file); GateError TN-G004 (a
        signature is wrong, or missing where the member has a key).
    """
    latest = (today or date.today()) + ONE_DAY
    folder = ballots_of(project)
    for envelope in sorted(folder.glob(f"*/*{ENVELOPE}")):
        if not _ballot_of(envelope).is_file():
            raise refusal("an envelope lies here without its ballot", str(envelope))
    found = [read_ballot(path, charter, proposals, latest) for path in sorted(folder.glob(f"*/*{YML}"))]
    return sorted(found, key=lambda one: (one.cast_on, one.metric, one.member))


def read_ballot(
    path: Path, charter: Charter, proposals: Mapping[tuple[str, str], Proposal], latest: date
) -> Ballot:
    """Read one ballot. Raises as `load_ballots` does."""
    fields = Fields(load_yaml(path), FIELDS, path=path, place="", code=CODE)
    vote: Any = fields.choice("vote", VOTES)
    ballot = Ballot(
        metric=fields.name("metric"),
        definition=fields.definition("definition"),
        member=fields.name("member"),
        cast_on=fields.day("cast_on"),
        vote=vote,
        reason=fields.text("reason"),
    )
    if path.parent.name != ballot.metric or path.name != file_name(ballot.cast_on, ballot.member):
        raise fields.refusal("folder and file are named for the metric, the day and the member")
    if ballot.cast_on > latest:
        raise fields.refusal("`cast_on` lies in the future")
    member = charter.members_on(ballot.cast_on).get(ballot.member)
    if member is None or charter.rules_on(ballot.cast_on) is None:
        raise fields.refusal(f"{ballot.member!r} was no member on {ballot.cast_on}")
    proposal = proposals.get((ballot.metric, ballot.definition))
    if proposal is None or proposal.proposed_on > ballot.cast_on:
        raise fields.refusal("this definition had not been proposed on that day")
    return _signed(ballot, member, path) if member.key else ballot


def file_name(cast_on: date, member: str) -> str:
    """Return the name of a ballot file."""
    return f"{cast_on.isoformat()}-{member}{YML}"


def envelope_of(ballot: Path) -> Path:
    """Return where the envelope of a ballot file lies."""
    return ballot.with_name(ballot.name.removesuffix(YML) + ENVELOPE)


def _ballot_of(envelope: Path) -> Path:
    return envelope.with_name(envelope.name.removesuffix(ENVELOPE) + YML)


def _signed(ballot: Ballot, member: Member, path: Path) -> Ballot:
    envelope = envelope_of(path)
    if not envelope.is_file():
        raise refusal("the member has a key and the ballot is not signed", str(path))
    key = read_verifier_key(member.key or "", ED25519)
    body = opened(envelope.read_text(encoding="utf-8", errors="replace"), key, where=str(envelope))
    if body != path.read_bytes():
        raise refusal("the ballot is not the one that was signed", str(path))
    return replace(ballot, is_signed=True)
