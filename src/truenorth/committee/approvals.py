"""Whether each metric is defined as the committee has approved it; what the build and the page ask."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..definitions.contract import MetricContract
from ..errors import ConfigurationError
from ..project import Project
from ..wording.words import Words
from .proposals import IN_OFFICE
from .records import Records, load_records
from .tally import Tally, tally
from .versions import Version

State = Literal["approved", "unapproved", "not_needed"]
Meaning = Callable[[Collection[str]], Mapping[str, str]]
"""Gives the hashes of these metrics; dbt is asked once for all."""


@dataclass(frozen=True)
class Approval:
    """What the committee has said of one metric as it is defined now.

    Attributes:
        tier: as the contract says; `gone` if the metric is no longer in the project.
        definition: hash of its meaning now; None where nobody needs it.
        version: the version in force, whether it is this definition or another.
        vote: the count on this definition, None if it was never put to the vote.
    """

    metric: str
    tier: str
    state: State
    reason: Words
    definition: str | None = None
    version: Version | None = None
    vote: Tally | None = None


def approvals(
    project: Project,
    *,
    as_of: date | None = None,
    contracts: Mapping[str, MetricContract] | None = None,
    meaning: Meaning | None = None,
) -> dict[str, Approval]:
    """Return for each metric whether its present definition stands on ballots cast until `as_of`.

    A metric in office (core, north star) needs a version in force with the hash that it has now; so does one
    that a version in force holds: leaving office or changing in it is a decision too.

    Args:
        as_of: default today.
        contracts, meaning: of the project; default: read from it.
    Raises: what `load_contracts`, `meaning_hashes` and `load_records` raise; ConfigurationError TN-G002 (a
        proposal states another tier than the definition that it names).
    """
    from ..definitions.contract import load_contracts

    day = as_of or date.today()
    contracts = load_contracts(project) if contracts is None else contracts
    records = load_records(project)
    held = {metric: records.in_force(metric, day) for metric in records.metrics()} if records else {}
    asked = [
        metric
        for metric, contract in sorted(contracts.items())
        if contract.tier in IN_OFFICE or _is_in_office(held.get(metric))
    ]
    hashes: Mapping[str, str] = {}
    # dbt compiles for a hash; what was never proposed needs none
    if proposed := [metric for metric in asked if metric in held]:
        hashes = (meaning or _meaning_of(project, contracts))(proposed)
    found: dict[str, Approval] = {}
    for metric in sorted({*contracts, *held}):
        contract, version = contracts.get(metric), held.get(metric)
        if contract is None:
            if _is_in_office(version):
                found[metric] = Approval(metric, "gone", "unapproved", GONE, version=version)
        elif metric not in asked:
            found[metric] = Approval(metric, contract.tier, "not_needed", NOT_NEEDED, version=version)
        elif records is None:
            found[metric] = Approval(metric, contract.tier, "unapproved", NO_COMMITTEE)
        elif metric not in hashes:
            found[metric] = Approval(metric, contract.tier, "unapproved", NEVER_PROPOSED)
        else:
            found[metric] = _approval(records, contract, hashes[metric], version, day)
    return found


def _is_in_office(version: Version | None) -> bool:
    return version is not None and version.proposal.tier in IN_OFFICE


def _approval(
    records: Records, contract: MetricContract, definition: str, held: Version | None, day: date
) -> Approval:
    proposal = records.proposals.get((contract.metric, definition))
    if proposal is not None and proposal.tier != contract.tier:
        raise ConfigurationError(
            "TN-G002",
            f"a proposal says {proposal.tier}; the definition that it names says {contract.tier}",
            where=f"committee/proposals/{contract.metric}",
            mend="`truenorth committee propose` writes proposals; take the edited one out",
        )
    vote = None
    if proposal is not None and proposal.proposed_on <= day:
        vote = tally(records.charter, records.ballots, contract.metric, definition, day)
    if held and held.definition == definition:
        return Approval(contract.metric, contract.tier, "approved", held.vote.said(), definition, held, vote)
    reason = _why_not(held, vote)
    return Approval(contract.metric, contract.tier, "unapproved", reason, definition, held, vote)


def _why_not(held: Version | None, vote: Tally | None) -> Words:
    said = NEVER_PROPOSED if vote is None else SUPERSEDED if vote.passes else vote.said()
    if held is None:
        return said
    return Words(
        f"its definition has changed since the vote of {held.valid_from}; {said.en}",
        f"定义在 {held.valid_from} 的表决之后已经改变；{said.zh}",
    )


def _meaning_of(project: Project, contracts: Mapping[str, MetricContract]) -> Meaning:
    from ..definitions.meaning import meaning_hashes

    return lambda asked: meaning_hashes(project, {metric: contracts[metric] for metric in asked})


NOT_NEEDED = Words("holds no office; nobody need vote on it", "不担任核心指标，无须表决")
NEVER_PROPOSED = Words("this definition was never put to the vote", "该定义从未付诸表决")
NO_COMMITTEE = Words("this project has no committee", "本项目没有委员会")
GONE = Words("in office by vote, and no longer in the project", "经表决任职，但项目中已没有该指标")
SUPERSEDED = Words(
    "it passed once; another definition was voted in since", "曾获通过，但之后另一定义获得通过"
)
