"""What a calibration says of the trusted cohort; by counts, nobody is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..detect.cohort import Cohort
from ..detect.flagged import ANY

if TYPE_CHECKING:
    from rich.console import RenderableType

NO_COHORT = (
    "nothing measured on accounts known to be honest: the entity trusted_actors (optional) is not there,"
    " or none of them has acted"
)


def cohort_report(
    cohort: Mapping[str, Cohort], bound: float, *, keeps_bound: bool
) -> tuple[RenderableType, ...]:
    """Return the lines and the table about the cohort; one line if there is none.

    Args:
        bound: the stated share (0-1) of honest accounts that may be flagged.
        keeps_bound: whether the cohort leaves it possible that the bound is kept.
    """
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    if not cohort:
        return (Text(NO_COHORT),)
    table = Table(box=SIMPLE, show_edge=False)
    for column in ("signal", "accounts", "p-value", "at most", "acts"):
        table.add_column(column, justify="left" if column == "signal" else "right", no_wrap=True)
    for name, found in cohort.items():
        table.add_row(
            name,
            f"{found.found_accounts:,}",
            f"{found.p_value:.2g}",
            f"{found.upper_bound:.4%}",
            f"{found.found_acts:,}",
        )
    everyone = cohort[ANY]
    return (
        Text(
            f"\nfound among {everyone.accounts:,} accounts known to be honest, with {everyone.acts:,} acts,"
            " by signals that decide"
        ),
        table,
        Text(_verdict(everyone, bound, keeps_bound), style="" if keeps_bound else "red"),
    )


def _verdict(everyone: Cohort, bound: float, keeps_bound: bool) -> str:
    stated = f"stated bound {bound:.3%}"
    if not keeps_bound:
        return f"{stated}, at least {everyone.lower_bound:.4%} found with 95 % confidence: BROKEN"
    if everyone.upper_bound <= bound:
        return f"{stated}, at most {everyone.upper_bound:.4%} found with 95 % confidence: proven"
    needed = everyone.needed(bound)
    if needed is None:
        return f"{stated}: no number of accounts can prove it"
    return f"{stated}: not refuted; to prove it takes {needed:,} accounts with no more of them found"
