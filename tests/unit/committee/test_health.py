"""Volatility and co-movement: against a computation by hand, on planted calm and planted unrest."""

from __future__ import annotations

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truenorth.committee.health import (
    LEAST_PERIODS,
    Health,
    changes_of,
    comovement,
    volatility,
    whole_periods,
)

FIGURES = st.lists(st.floats(0.5, 1e6), min_size=LEAST_PERIODS, max_size=30)


def test_by_hand() -> None:
    found = volatility([100, 110, 99, 99, 198, 99])
    assert found is not None
    assert found.value == pytest.approx((0.1 + 0.1 + 0 + 1 + 0.5) / 5)
    assert found.low <= found.value <= found.high and found.count == 5


@given(FIGURES, st.floats(0.001, 1000))
def test_the_unit_of_a_metric_does_not_matter(figures: list[float], scale: float) -> None:
    own, other = volatility(figures), volatility([figure * scale for figure in figures])
    assert own is not None and other is not None
    assert (other.value, other.low, other.high) == pytest.approx(
        (own.value, own.low, own.high), rel=1e-6, abs=1e-9
    )


def test_a_constant_is_calm_and_planted_unrest_is_not() -> None:
    still = volatility([7.0] * 12)
    assert still is not None and (still.value, still.low, still.high) == (0, 0, 0)
    wild = volatility([1.0, 2.0] * 6)
    assert Health("x", 12, still, 0.2).state == "calm"
    assert Health("x", 12, wild, 0.2).state == "volatile"


def test_too_few_periods_are_unknown() -> None:
    assert volatility([1.0] * (LEAST_PERIODS - 1)) is None
    assert volatility([0.0] * 20) is None, "after a 0 there is no share"
    assert Health("x", 3, None, 0.2).state == "unknown"


def test_changes_pass_over_a_zero() -> None:
    assert changes_of([1, 2, 0, 5, 10]) == [1, -1, 1]


def test_the_interval_covers_the_truth() -> None:
    """Of 200 series with a known typical change, about nine in ten intervals hold it."""
    generator = np.random.default_rng(1)
    covered = 0
    for _ in range(200):
        changes = generator.uniform(-0.3, 0.3, size=40)  # the mean absolute change is 0.15
        found = volatility([float(figure) for figure in np.cumprod(1 + changes)])
        assert found is not None
        covered += found.low <= 0.15 <= found.high
    assert 165 <= covered <= 195


def days(figures: list[float]) -> list[tuple[str, float]]:
    return [(f"2024-{place:02}", figure) for place, figure in enumerate(figures)]


def test_what_moves_together_is_told_from_what_does_not() -> None:
    generator = np.random.default_rng(2)
    own = np.cumprod(1 + generator.uniform(-0.2, 0.25, size=30))
    same = comovement(days(list(own)), days([float(value) ** 2 for value in own]))
    assert same is not None and same.value == pytest.approx(1)
    other = comovement(days(list(own)), days(list(np.cumprod(1 + generator.uniform(-0.2, 0.25, size=30)))))
    assert other is not None and other.low < 0 < other.high
    assert comovement(days([1.0] * 20), days(list(own[:20]))) is None
    assert comovement(days(list(own[:3])), days(list(own))) is None


def test_whole_periods_leave_the_torn_ends_out() -> None:
    con = duckdb.connect()
    con.execute("""
        create table metric_values as
        select 'loyal' as metric, make_date(2024, m, 1) as period_start, 'all' as dimension, 'all' as member,
            basis, m::double as value
        from range(1, 7) months(m), (values ('raw'), ('trusted')) b(basis)
        union all select 'loyal', null, 'all', 'all', 'trusted', 99
        union all select 'loyal', date '2024-03-01', 'country', 'France', 'trusted', 77
        union all select 'empty', date '2024-03-01', 'all', 'all', 'trusted', null
    """)
    found = whole_periods(con, "metric_values")
    assert found == {"loyal": [(f"2024-0{month}-01", float(month)) for month in (2, 3, 4, 5)]}
