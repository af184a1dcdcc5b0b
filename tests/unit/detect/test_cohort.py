"""The trusted cohort: exact limits against published and closed forms, and what is said of it."""

from __future__ import annotations

from math import comb, log

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, Group

from truenorth.commands.cohort_report import NO_COHORT, cohort_report
from truenorth.detect.cohort import Cohort, read_cohort
from truenorth.detect.exact_rates import conformal_p, exact_lower, exact_upper, trials_to_prove

BOUND = 0.001


@pytest.mark.parametrize(
    ("found", "trials", "confidence", "lower", "upper"),
    [
        (0, 0, 0.95, 0.0, 1.0),
        (0, 10, 0.975, 0.0, 0.3085),  # two-sided 95 % of the usual tables
        (1, 10, 0.975, 0.0025, 0.4450),
        (5, 10, 0.975, 0.1871, 0.8129),
        (10, 10, 0.975, 0.6915, 1.0),
        (3, 1000, 0.975, 0.000619, 0.008742),
    ],
)
def test_limits_equal_the_tables(
    found: int, trials: int, confidence: float, lower: float, upper: float
) -> None:
    assert exact_lower(found, trials, confidence) == pytest.approx(lower, abs=5e-5)
    assert exact_upper(found, trials, confidence) == pytest.approx(upper, abs=5e-5)


@given(st.integers(0, 59), st.integers(1, 60))
def test_at_the_limit_the_chance_is_what_was_asked_for(found: int, more: int) -> None:
    trials = found + more
    upper = exact_upper(found, trials)
    terms = [comb(trials, hits) * upper**hits * (1 - upper) ** (trials - hits) for hits in range(found + 1)]
    assert sum(terms) == pytest.approx(0.05, rel=1e-6)
    assert exact_lower(found, trials) < found / trials + 1e-12 < upper + 1e-12


def test_large_cohorts_are_exact_too() -> None:
    assert exact_upper(0, 1_000_000) == pytest.approx(1 - 0.05**1e-6, rel=1e-6)
    assert exact_upper(500_000, 1_000_000) == pytest.approx(0.5008, abs=5e-5)


def test_how_many_prove_a_bound() -> None:
    needed = trials_to_prove(BOUND, 0)
    assert needed == pytest.approx(log(0.05) / log(1 - BOUND), abs=1) == 2995
    for found in (0, 1, 7):
        least = trials_to_prove(BOUND, found)
        assert least is not None
        assert exact_upper(found, least) <= BOUND < exact_upper(found, least - 1)
    assert trials_to_prove(0, 0) is None
    assert trials_to_prove(1, 3) == 4


def test_conformal_p_counts_the_account_itself() -> None:
    assert (conformal_p(0, 0), conformal_p(0, 99), conformal_p(4, 99)) == (1, 0.01, 0.05)


def said(cohort: dict[str, Cohort], *, keeps_bound: bool = True) -> str:
    console = Console(width=120)
    with console.capture() as captured:
        console.print(Group(*cohort_report(cohort, BOUND, keeps_bound=keeps_bound)))
    return captured.get()


def test_the_report_says_what_is_proven_refuted_or_open() -> None:
    assert said({}).split() == NO_COHORT.split()
    few = said({"bursts": Cohort(99, 0, 400, 0), "any": Cohort(99, 0, 400, 0)})
    assert "99 accounts known to be honest, with 400 acts" in few
    assert "0.01" in few and "2.9807%" in few
    assert "not refuted; to prove it takes 2,995 accounts" in few
    assert "proven" in said({"any": Cohort(2995, 0, 9000, 0)})
    assert "BROKEN" in said({"any": Cohort(99, 9, 400, 20)}, keeps_bound=False)


def test_counts_come_by_signal_with_all_together_last() -> None:
    with duckdb.connect() as con:
        con.execute(
            "create table counts as from"
            " (values ('any', 9, 2, 20, 3), ('bursts', 9, 1, 20, 3), ('a', 9, 1, 20, 0))"
            " as rows(signal, all_accounts, found_accounts, all_acts, found_acts)"
        )
        counts = read_cohort(con, "counts")
    assert list(counts) == ["a", "bursts", "any"]
    assert counts["any"] == Cohort(9, 2, 20, 3)
    assert counts["any"].as_json()["p_value"] == 0.3
