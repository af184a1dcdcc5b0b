"""Casting a ballot, signed where the member has a key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..evidence.keys import create_key, default_folder, load_key
from ..evidence.vkeys import ED25519, VerifierKey, read_verifier_key
from ..project import Project
from .ballots import Ballot, Vote, envelope_of, file_name
from .charter import require_charter
from .envelope import seal
from .places import ballots_of
from .proposals import load_proposals
from .writing import as_yaml, refused, write_new


def cast(
    project: Project,
    metric: str,
    definition: str,
    member: str,
    vote: Vote,
    *,
    reason: str,
    today: date,
    keys: Path | None = None,
) -> Path:
    """Write one ballot, and its envelope if the charter gives the member a key; returns the ballot file.

    Args:
        definition: the hash that is voted on, as it was proposed.
        keys: folder of the member's private key; default: where `evidence.keys` looks.
    Raises: ConfigurationError TN-G014 (no member, not proposed, voted today already), TN-G015 (no committee),
        TN-V005, TN-V006 (the private key).
    """
    where = str(ballots_of(project) / metric)
    voter = require_charter(project).members_on(today).get(member)
    if voter is None:
        raise refused(f"{member!r} is no member today", where, "see committee/charter.yml")
    if not reason.strip():
        raise refused("a ballot needs a reason", where, "give --reason")
    proposal = load_proposals(project).get((metric, definition))
    if proposal is None or proposal.proposed_on > today:
        raise refused("this definition was not proposed", where, "`truenorth committee propose` comes first")
    ballot = Ballot(metric, definition, member, today, vote, reason)
    path = ballots_of(project) / metric / file_name(today, member)
    text = as_yaml({name: value for name, value in vars(ballot).items() if name != "is_signed"})
    if voter.key is None:
        return write_new(path, text)
    key = read_verifier_key(voter.key, ED25519)
    envelope = seal(text.encode(), key, load_key(key, keys or default_folder()))
    if path.exists():
        raise refused("the member has voted on this metric today", str(path), "vote again tomorrow")
    write_new(envelope_of(path), envelope)
    return write_new(path, text)


def make_key(project: Project, member: str, keys: Path | None) -> tuple[VerifierKey, Path]:
    """Make a key pair for a member; the public half belongs into the charter.

    Raises: ConfigurationError TN-V005, TN-V007.
    """
    return create_key(f"{project.name}/committee/{member}", keys or default_folder(), project=project.root)
