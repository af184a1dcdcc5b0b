"""What coming back says of later value: planted, absent, and on a published purchase log."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pytest

from truenorth.errors import EvaluationError
from truenorth.judge.customers import customer_sight
from truenorth.judge.marks import Mark

CDNOW = Path(__file__).parents[2] / "golden" / "cdnow_sample_days.csv"


def shop(con: duckdb.DuckDBPyConnection, *, loyal: bool, customers: int = 1_000) -> None:
    """Customers who buy again within the window, and who buy later because of that or regardless of it."""
    rng = np.random.default_rng(3)
    rows: list[tuple[int, int, float]] = []
    for customer in range(customers):
        first = int(rng.integers(0, 60))
        back = bool(rng.random() < 0.4)
        rows.append((customer, first, float(rng.uniform(5, 50))))  # says nothing of what comes
        if back:
            rows.append((customer, first + int(rng.integers(1, 30)), 0.01))
        for _ in range(int(rng.poisson(3 if (back and loyal) else 0.5))):
            rows.append((customer, first + int(rng.integers(31, 60)), 10.0))
    rows.append((customers, 200, 1.0))  # the data go on
    con.execute("create table raw (customer int, offset_days int, amount double)")
    con.executemany("insert into raw values (?, ?, ?)", rows)
    con.execute("create table p as select customer, date '2024-01-01' + offset_days as day, amount from raw")


def test_loyalty_that_is_planted_is_found_and_beats_what_was_spent() -> None:
    with duckdb.connect() as con:
        shop(con, loyal=True)
        sight = customer_sight(con, "p", window_days=30, later_days=30)
    assert sight.mark is Mark.ADMITTED
    assert sight.worth.low is not None and sight.worth.low > 3
    assert sight.beside_spending.high is not None and sight.beside_spending.high < 1


def test_loyalty_that_is_not_there_is_not_found() -> None:
    with duckdb.connect() as con:
        shop(con, loyal=False)
        sight = customer_sight(con, "p", window_days=30, later_days=30)
    assert sight.mark is not Mark.ADMITTED
    low, high = sight.spearman.low, sight.spearman.high
    assert low is not None and high is not None and low < 0 < high


def test_too_few_customers_are_no_answer() -> None:
    with duckdb.connect() as con:
        shop(con, loyal=True, customers=120)
        with pytest.raises(EvaluationError, match="customers are observed") as refusal:
            customer_sight(con, "p", window_days=30, later_days=30)
    assert refusal.value.code == "TN-J030"


def test_who_is_not_observed_to_the_end_does_not_count() -> None:
    with duckdb.connect() as con:
        shop(con, loyal=True)
        con.execute("delete from p where day > date '2024-01-01' + 100")
        con.execute("insert into p values (-1, date '2024-01-01' + 100, 1.0)")
        expected = con.execute(
            "select count(*) from (select min(day) as f from p group by customer)"
            " where f + 60 <= date '2024-04-10'"
        ).fetchone()
        assert (customer_sight(con, "p", window_days=30, later_days=30).customers,) == expected


def test_cdnow_says_it_honestly() -> None:
    """2,357 customers of CDNOW: who came back in 90 days is worth five times as much in the next 180 days.

    It beats one mean for all; that it beats what they had already spent cannot be said.
    """
    with duckdb.connect() as con:
        purchases = f"(from read_csv('{CDNOW}'))"
        sight = customer_sight(con, purchases, window_days=90, later_days=180)
        plain = con.execute(
            f"with p as (from read_csv('{CDNOW}')), f as (select customer, min(day) as d from p group by 1)"
            " select f.customer, count(*) filter (day > d and day <= d + 90) > 0 as back,"
            "  coalesce(sum(amount) filter (day > d + 90 and day <= d + 270), 0) as later"
            " from p join f using (customer) group by f.customer"
        ).fetchall()
    assert sight.customers == len(plain) == 2_357
    came = [later for _, back, later in plain if back]
    rest = [later for _, back, later in plain if not back]
    assert sight.came_back == pytest.approx(len(came) / 2_357)
    assert sight.worth.value == pytest.approx(np.mean(came) / np.mean(rest))
    assert sight.mark is Mark.DOUBTFUL
    assert sight.beside_mean.high is not None and sight.beside_mean.high < 1
    assert sight.beside_spending.high is not None and sight.beside_spending.high > 1
