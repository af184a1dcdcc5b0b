"""Putting the present definition of a metric to the vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..definitions.contract import MetricContract
from ..errors import GateError
from ..project import Project
from ..wording.words import Words
from .charter import require_charter
from .places import proposals_of
from .proposals import IN_OFFICE, Proposal, file_name
from .records import Records, load_records
from .writing import as_yaml, refused, write_new


def propose(
    project: Project,
    contract: MetricContract,
    definition: str,
    *,
    by: str,
    why: str,
    today: date,
    replaces: str | None = None,
) -> Path:
    """Write the proposal of a metric as its contract and SQL are now; returns the file.

    Args:
        definition: hash of what it means now.
        by: id of a member.
        replaces: metric that leaves office for it; needed where every seat is taken.
    Raises: ConfigurationError TN-G014 (nothing to propose, no member), TN-G015 (no committee); GateError
        TN-G011 (every seat is taken).
    """
    charter = require_charter(project)
    records = load_records(project, today) or Records(charter, {}, ())
    where = str(proposals_of(project) / contract.metric)
    if by not in charter.members_on(today):
        raise refused(f"{by!r} is no member today", where, "a member proposes; see committee/charter.yml")
    if not why.strip():
        raise refused("a proposal needs a reason", where, "give --why")
    held = records.in_force(contract.metric, today)
    if contract.tier not in IN_OFFICE and (held is None or held.proposal.tier not in IN_OFFICE):
        raise refused(
            f"{contract.metric} is {contract.tier} and holds no office", where,
            "set `tier` in its contract to core or north_star first",
        )  # fmt: skip
    if contract.tier in IN_OFFICE:
        _require_seat(records, contract.metric, replaces, today)
    for words, name in (
        (contract.title, "title"),
        (contract.question, "question"),
        (contract.formula, "formula"),
    ):
        if not words.en or not words.zh:
            raise refused(
                f"`{name}` of {contract.metric} is not in both languages", where, "complete the contract"
            )
    proposal = Proposal(
        contract.metric, definition, contract.tier, contract.title, contract.question, contract.formula, by,
        today, why, replaces,
    )  # fmt: skip
    return write_new(
        proposals_of(project) / contract.metric / file_name(definition), as_yaml(_content(proposal))
    )


def _require_seat(records: Records, metric: str, replaces: str | None, today: date) -> None:
    """Add one, retire one: where every seat is taken, somebody leaves (D8)."""
    rules = records.charter.rules_on(today)
    seated = seats_taken(records, today) - {metric}
    if replaces is not None and replaces not in seated:
        raise refused(
            f"{replaces!r} is not in office", "--replaces", f"in office: {', '.join(sorted(seated))}"
        )
    if rules is not None and len(seated - {replaces or ""}) >= rules.core:
        raise GateError(
            "TN-G011",
            f"all {rules.core} seats are taken by vote: {', '.join(sorted(seated))}",
            where="committee/charter.yml: budget.core",
            mend="say which metric leaves with --replaces, and propose its retirement too",
        )


def seats_taken(records: Records, day: date) -> set[str]:
    """Return the metrics that a version in force holds in office on a day."""
    held = {metric: records.in_force(metric, day) for metric in records.metrics()}
    return {metric for metric, version in held.items() if version and version.proposal.tier in IN_OFFICE}


def _content(proposal: Proposal) -> Mapping[str, object]:
    content: dict[str, object] = vars(replace(proposal)).copy()
    for name, value in content.items():
        if isinstance(value, Words):
            content[name] = {"en": value.en, "zh": value.zh}
    if proposal.replaces is None:
        del content["replaces"]
    return content
