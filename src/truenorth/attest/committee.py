"""Entries for the committee: its charter, what was proposed, and each vote, without a name on the log.

Who voted and why is in the file; the entry holds a digest of the file under a salt of its own, so that the
file proves itself to whoever has both, and the log alone tells nobody's name.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..committee.ballots import file_name as ballot_file
from ..committee.places import ballots_of, charter_of, proposals_of
from ..committee.proposals import file_name as proposal_file
from ..committee.records import load_records
from .built import Built, digest_of

KIND = "committee"  # of the owners of salts


def committee_charters(built: Built) -> dict[str, dict[str, Any]]:
    """One entry for the charter as it is, in numbers."""
    records = load_records(built.project)
    if records is None:
        return {}
    rules = max(records.charter.rules, key=lambda one: one.valid_from)
    body = {
        "rules_from": rules.valid_from.isoformat(),
        "quorum": str(rules.quorum),
        "approval": str(rules.approval),
        "max_north_stars": rules.max_north_stars,
        "terms": len(records.charter.members),
        "weight": sum(member.weight for member in records.charter.members_on(rules.valid_from).values()),
        "statement": _statement(built, charter_of(built.project)),
    }
    return {"charter": body}


def committee_proposals(built: Built) -> dict[str, dict[str, Any]]:
    """One entry for each definition that was put to the vote."""
    records = load_records(built.project)
    folder = proposals_of(built.project)
    return {
        f"{one.metric}/{one.definition}": {
            "metric": one.metric,
            "definition": one.definition,
            "tier": one.tier,
            "proposed_on": one.proposed_on.isoformat(),
            "statement": _statement(built, folder / one.metric / proposal_file(one.definition)),
        }
        for one in (records.proposals.values() if records else ())
    }


def committee_ballots(built: Built) -> dict[str, dict[str, Any]]:
    """One entry for each vote; where it was signed, `load_records` has verified the signature."""
    records = load_records(built.project)
    folder = ballots_of(built.project)
    found = {}
    for one in records.ballots if records else ():
        statement = _statement(built, folder / one.metric / ballot_file(one.cast_on, one.member))
        found[f"{one.metric}/{statement}"] = {
            "metric": one.metric,
            "definition": one.definition,
            "vote": one.vote,
            "cast_on": one.cast_on.isoformat(),
            "is_signed": one.is_signed,
            "statement": statement,
        }
    return dict(sorted(found.items()))


def _statement(built: Built, path: Path) -> str:
    owner = built.salts.owner(KIND, path.relative_to(built.project.root).as_posix())
    salt = built.salts.of([owner])[owner]
    return digest_of([salt, path.read_text(encoding="utf-8")])
