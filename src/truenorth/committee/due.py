"""When the committee must look again; a look that is overdue is seen, never hidden. Realises D5, D14."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..definitions.contract import MetricContract
from ..definitions.fields import Cadence
from .cadence import next_due
from .calibrations import Calibration
from .charter import Charter
from .proposals import IN_OFFICE


@dataclass(frozen=True)
class Due:
    """When a metric in office is looked at again.

    Attributes:
        last: day on which the last completed calibration of it was completed; None: never.
        is_overdue: on the day that was asked about.
    """

    metric: str
    cadence: Cadence
    last: date | None
    due: date
    is_overdue: bool


def calibrations_due(
    charter: Charter,
    contracts: Mapping[str, MetricContract],
    calibrations: Sequence[Calibration],
    day: date,
) -> list[Due]:
    """Return for each metric in office when its next calibration is due, as known on `day`.

    The cadence is the contract's, else the charter's. The first is due on the day that the contract names,
    else one turn after the committee began.
    """
    rules = charter.rules_on(day)
    if rules is None:
        return []
    began = min(one.valid_from for one in charter.rules)
    found = []
    for metric, contract in sorted(contracts.items()):
        if contract.tier not in IN_OFFICE:
            continue
        own = contract.calibration
        cadence = own.cadence if own else rules.calibration
        done = [one.completed_on for one in calibrations if metric in one.metrics and one.completed_on]
        last = max((when for when in done if when <= day), default=None)
        if last is not None:
            due = next_due(last, cadence)
        else:
            due = own.due if own and own.due else next_due(began, cadence)
        found.append(Due(metric, cadence, last, due, due < day))
    return found
