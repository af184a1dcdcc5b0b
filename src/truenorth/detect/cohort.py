"""How much of the trusted cohort was found: accounts known to be honest, so each found is a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .exact_rates import conformal_p, exact_lower, exact_upper, trials_to_prove

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Cohort:
    """One row of `brushing_cohort`: of one signal, or of all that decide together.

    Rates are by account: the acts of one account are no independent trials.

    Attributes:
        accounts, acts: accounts of the cohort that acted, and what they did.
        found_accounts, found_acts: of these, those that signals which decide found.
    """

    accounts: int
    found_accounts: int
    acts: int
    found_acts: int

    @property
    def p_value(self) -> float:
        return conformal_p(self.found_accounts, self.accounts)

    @property
    def upper_bound(self) -> float:
        return exact_upper(self.found_accounts, self.accounts)

    @property
    def lower_bound(self) -> float:
        return exact_lower(self.found_accounts, self.accounts)

    def needed(self, bound: float) -> int | None:
        """Return how many accounts would prove `bound` if no more of them are found; None if none would."""
        return trials_to_prove(bound, self.found_accounts)

    def as_json(self) -> dict[str, float]:
        return {
            "accounts": self.accounts,
            "found_accounts": self.found_accounts,
            "acts": self.acts,
            "found_acts": self.found_acts,
            "p_value": self.p_value,
            "upper_bound": self.upper_bound,
            "lower_bound": self.lower_bound,
        }


def read_cohort(con: duckdb.DuckDBPyConnection, counts: str) -> dict[str, Cohort]:
    """Return the counts by signal, `any` last; empty if the project has no cohort that acted.

    Args:
        counts: quoted name of brushing_cohort.
    """
    found = con.execute(
        f"select signal, all_accounts, found_accounts, all_acts, found_acts from {counts}"
        " order by signal = 'any', signal"
    ).fetchall()
    return {signal: Cohort(*numbers) for signal, *numbers in found}
