"""`committee/proposals/<metric>/<hash>.yml`: what a hash that people vote on meant, in words that stay.

A ballot names a hash; the proposal keeps the words of that day, so that it can be read when the definition
has long changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from ..definitions.fields import Tier
from ..project import Project
from ..strict_yaml import load_yaml
from ..wording.words import Words
from .places import YML, proposals_of
from .strict_fields import Fields

CODE = "TN-G002"
TIERS: tuple[Tier, ...] = get_args(Tier)
IN_OFFICE = ("core", "north_star")
FIELDS = (
    "metric", "definition", "tier", "title", "question", "formula", "proposed_by", "proposed_on", "why",
    "replaces",
)  # fmt: skip
HASH_LETTERS = 12  # of a file name; the whole hash stands in the file


@dataclass(frozen=True)
class Proposal:
    """One definition of one metric, put to the vote.

    Attributes:
        definition: `sha256:` and the hash of what the metric means.
        tier: what the metric becomes if it passes; part of the hash.
        proposed_by: id of a member.
        replaces: metric that leaves office for it.
    """

    metric: str
    definition: str
    tier: Tier
    title: Words
    question: Words
    formula: Words
    proposed_by: str
    proposed_on: date
    why: str
    replaces: str | None = None


def load_proposals(project: Project) -> dict[tuple[str, str], Proposal]:
    """Read every proposal, by metric and hash.

    Raises: ConfigurationError TN-S001 (no valid YAML), TN-G002 (naming the file).
    """
    found = [read_proposal(path) for path in sorted(proposals_of(project).glob(f"*/*{YML}"))]
    return {(one.metric, one.definition): one for one in found}


def read_proposal(path: Path) -> Proposal:
    """Read one proposal. Raises as `load_proposals` does."""
    fields = Fields(load_yaml(path), FIELDS, path=path, place="", code=CODE)
    tier: Any = fields.choice("tier", TIERS)
    proposal = Proposal(
        metric=fields.name("metric"),
        definition=fields.definition("definition"),
        tier=tier,
        title=fields.words("title"),
        question=fields.words("question"),
        formula=fields.words("formula"),
        proposed_by=fields.name("proposed_by"),
        proposed_on=fields.day("proposed_on"),
        why=fields.text("why"),
        replaces=fields.name("replaces") if fields.has("replaces") else None,
    )
    if path.parent.name != proposal.metric or path.name != file_name(proposal.definition):
        raise fields.refusal("folder and file are named for the metric and the first letters of its hash")
    return proposal


def file_name(definition: str) -> str:
    """Return the name of the file that puts a hash to the vote."""
    return definition.removeprefix("sha256:")[:HASH_LETTERS] + YML
