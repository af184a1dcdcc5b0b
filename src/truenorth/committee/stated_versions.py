"""Versions that a contract states beside those that ballots made: people write the first, votes decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..definitions.contract import MetricContract
from ..wording.words import Words
from .approvals import Approval
from .findings import Finding


def version_findings(
    contracts: Mapping[str, MetricContract], approved: Mapping[str, Approval]
) -> Iterator[Finding]:
    """Yield TN-G019 for each approved metric whose contract states another version than the one in force.

    A contract that states no version leaves it to the ballots.
    """
    for metric, contract in sorted(contracts.items()):
        held = approved[metric].version if metric in approved else None
        if not contract.versions or held is None or approved[metric].state != "approved":
            continue
        last = contract.versions[-1]
        if (last.version, last.valid_from, last.valid_to) != (held.number, held.valid_from, None):
            yield Finding(
                "TN-G019",
                "warning",
                Words(
                    f"its contract states version {last.version} from {last.valid_from};"
                    f" by vote it is version {held.number} from {held.valid_from}",
                    f"合约写的是自 {last.valid_from} 起的第 {last.version} 版；"
                    f"按表决应为自 {held.valid_from} 起的第 {held.number} 版",
                ),
                (metric,),
            )
