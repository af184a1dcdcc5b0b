"""What the order signals find in Online Retail, invoice by invoice."""

from pathlib import Path

import duckdb
import pytest

GIANTS = {("541431", "C541433", 77183.6), ("581483", "C581484", 168469.6)}


@pytest.fixture(scope="module")
def connection(built_project: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(built_project / "work.duckdb"), read_only=True)
    connection.execute("set schema = 'truenorth'")
    return connection


def test_the_two_giants_and_nothing_else(connection: duckdb.DuckDBPyConnection) -> None:
    found = connection.execute(
        "select min(subject_id), max(subject_id), min(observed), count(*)"
        " from sig_reversed_orders group by case_id order by 1"
    ).fetchall()
    assert {(sale, back, money) for sale, back, money, _ in found} == GIANTS
    assert [subjects for *_, subjects in found] == [2, 2]


def test_what_is_found_adds_up_to_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    """Sale and cancellation go together, and they are whole: no other money goes along."""
    lines = connection.execute(
        "select sum(amount), count(*) from canonical_orders"
        " where order_id in (select subject_id from sig_reversed_orders)"
    ).fetchall()
    assert [(float(money), count) for money, count in lines] == [(0.0, 4)]


def test_slips_of_usual_size_are_seen_and_left(connection: duckdb.DuckDBPyConnection) -> None:
    reversals = connection.execute("select count(*), max(minutes) from int_orders__reversals").fetchall()
    assert reversals[0][0] == 49
    assert reversals[0][1] <= 60


@pytest.mark.parametrize("signal", ["sig_brushed_orders", "sig_proxy_buyers"])
def test_silent_without_what_they_need(connection: duckdb.DuckDBPyConnection, signal: str) -> None:
    """No seller, no confirmation: no brushed order. Long silences are common among buyers of this shop."""
    assert connection.execute(f"select count(*) from {signal}").fetchall() == [(0,)]
