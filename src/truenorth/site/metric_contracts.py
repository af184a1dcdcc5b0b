"""The metric contracts that the page reads, strictly, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..definitions.contract import MetricContract, read_contract
from ..definitions.stated import stated_contracts
from ..errors import TruenorthError
from ..project import Project


@dataclass(frozen=True)
class MetricContracts:
    """Contracts by metric; `problems` holds the code of the refusal of those that are not understood."""

    contracts: Mapping[str, MetricContract] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)


def read_metric_contracts(project: Project) -> MetricContracts:
    """Read the contract of every metric that is switched on.

    Figures can be shown without their contract, so one that cannot be read is said on the page, not raised.
    """
    contracts: dict[str, MetricContract] = {}
    problems: dict[str, str] = {}
    try:
        stated = stated_contracts(project)
    except TruenorthError:
        return MetricContracts()
    for metric, one in sorted(stated.items()):
        if not one.is_on:
            continue
        try:
            contracts[metric] = read_contract(metric, one.stated, where=one.where, changes=one.changes)
        except TruenorthError as error:
            problems[metric] = error.code
    return MetricContracts(contracts, problems)
