"""The part of a metric's contract that the judge reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..definitions.contract import MetricContract, load_contracts
from ..errors import ConfigurationError
from ..project import Project

LAG = re.compile(r"P(\d+)([DWMY])")
DAYS_OF = {
    "D": 1,
    "W": 7,
    "M": 30,
    "Y": 365,
}  # history is replayed in whole weeks
UP = "up"


@dataclass(frozen=True)
class JudgedMetric:
    """A metric as the judge sees it; a field that its contract leaves out is None.

    Attributes:
        outcome: metric that it is said to predict, `lag_days` later.
        rival: metric that it claims to predict better than.
    """

    contract: MetricContract
    outcome: str | None
    lag_days: int | None
    rival: str | None

    @property
    def name(self) -> str:
        return self.contract.metric

    @property
    def period(self) -> str:
        return self.contract.rollup.period

    @property
    def direction(self) -> str:
        return self.contract.good_direction or UP

    def limit(self, name: str) -> float | None:
        """Return a limit of the contract, None if it states none."""
        limit = getattr(self.contract.limits, name)
        return None if limit is None else float(limit.at_most)

    @property
    def denominator_sql(self) -> str:
        return self.contract.rollup.denominator or "1"

    @property
    def value_sql(self) -> str:
        return f"cast({self.contract.rollup.numerator} as double) / nullif({self.denominator_sql}, 0)"


def judged_metric(project: Project, name: str) -> JudgedMetric:
    """Return one metric.

    Raises: ConfigurationError TN-J001 (no such metric), TN-J002 (its lag); see `load_contracts`.
    """
    contracts = load_contracts(project)
    if name not in contracts:
        raise ConfigurationError(
            "TN-J001",
            f"there is no metric {name!r}",
            mend=f"name one of: {', '.join(contracts) or 'none'}",
        )
    contract = contracts[name]
    goal = contract.goal
    return JudgedMetric(
        contract,
        (goal.metric or None) if goal else None,
        _days(goal.lag, name) if goal else None,
        contract.rival or None,
    )


def _days(lag: str, metric: str) -> int:
    found = LAG.fullmatch(lag)
    if found is None or int(found[1]) < 1:
        raise ConfigurationError(
            "TN-J002",
            f"metric {metric}: the lag {lag!r} cannot be read",
            mend="write `lag: P28D` or `lag: P3M`",
        )
    return int(found[1]) * DAYS_OF[found[2]]
