"""A table is a source of one batch for each partition; only changed partitions are new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandera.polars as pa
import polars as pl
import pytest

from truenorth.admit.contract import RowContract, read_model
from truenorth.admit.delivery.deliveries import Delivery, Held, Known
from truenorth.admit.delivery.discovery import examine
from truenorth.admit.delivery.reading import ensure_unchanged, select_sql
from truenorth.project import SourceConfig


class Orders(pa.DataFrameModel):
    id: pl.Int64
    day: str = pa.Field(nullable=True)

    class Config:
        strict = True


SOURCE = SourceConfig("orders", Path("/nowhere"), "orders", "table", partition_by="day")


@pytest.fixture(scope="module")
def contract() -> RowContract:
    return read_model(Orders, source="orders", path=Path("orders.py"))


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE orders (id BIGINT, day VARCHAR)")
        connection.execute("INSERT INTO orders VALUES (1, 'mon'), (2, 'tue'), (3, 'mon'), (4, NULL), (5, '')")
        yield connection


def found(con, contract, known=None, source=SOURCE) -> dict[str, Delivery]:
    items = examine(con, source, contract, known or {}, ())
    assert all(isinstance(item, Delivery) for item in items), items
    return {item.file: item for item in items}


def ledger(deliveries: dict[str, Delivery]) -> dict[str, Known]:
    return {d.file: Known(d.file, d.batch_id, d.bytes, d.mtime_ns) for d in deliveries.values()}


def test_each_value_is_a_batch_and_null_is_one_too(con, contract) -> None:
    deliveries = found(con, contract)
    assert {file: d.rows for file, d in deliveries.items()} == {
        "orders:day=": 1,
        "orders:day=mon": 2,
        "orders:day=tue": 1,
        "orders:day is null": 1,
    }
    assert len({d.batch_id for d in deliveries.values()}) == 4
    read = {file: con.execute(select_sql(SOURCE, d)).fetchall() for file, d in deliveries.items()}
    assert read["orders:day=mon"] == [(1, "mon", 1), (3, "mon", 2)]
    assert read["orders:day is null"] == [(4, None, 1)]
    assert read["orders:day="] == [(5, "", 1)]


def test_without_partition_the_table_is_one_batch(con, contract) -> None:
    source = SourceConfig("orders", Path("/nowhere"), "main.orders", "table")
    (delivery,) = found(con, contract, source=source).values()
    assert (delivery.file, delivery.rows) == ("main.orders", 5)
    assert len(con.execute(select_sql(source, delivery)).fetchall()) == 5
    ensure_unchanged(source, delivery)


def test_only_what_changed_is_new(con, contract) -> None:
    first = found(con, contract)
    assert found(con, contract, ledger(first)) == {}
    con.execute("INSERT INTO orders VALUES (6, 'wed')")
    con.execute("UPDATE orders SET id = 30 WHERE id = 3")
    assert set(found(con, contract, ledger(first))) == {"orders:day=wed", "orders:day=mon"}


def test_the_id_depends_on_content_and_not_on_order(con, contract) -> None:
    first = found(con, contract)
    con.execute("CREATE TABLE other AS SELECT * FROM orders ORDER BY id DESC")
    con.execute("DROP TABLE orders")
    con.execute("ALTER TABLE other RENAME TO orders")
    assert {f: d.batch_id for f, d in found(con, contract).items()} == {
        f: d.batch_id for f, d in first.items()
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("(1, 'a'), (1, 'a')", "(1, 'a')", id="a-row-twice"),
        pytest.param("(NULL, 'a')", "(0, 'a')", id="null-and-zero"),
        pytest.param("(1, 'a'), (2, 'a')", "(12, 'a')", id="digits-moved"),
        pytest.param("(1, 'a'), (1, 'a'), (2, 'a'), (2, 'a')", "(3, 'a'), (3, 'a'), (4, 'a'), (4, 'a')",
                     id="pairs-do-not-cancel-out"),
    ],
)  # fmt: skip
def test_other_content_has_another_id(con, contract, one, other) -> None:
    ids = []
    for values in (one, other):
        con.execute("DELETE FROM orders")
        con.execute(f"INSERT INTO orders VALUES {values}")
        ids.append(found(con, contract)["orders:day=a"].batch_id)
    assert ids[0] != ids[1]


@pytest.mark.parametrize("value", ["o'rder", "a\nb", "深圳", "x;--", "is null", 'q"t'])
def test_any_value_may_part_the_table(con, contract, value) -> None:
    con.execute("INSERT INTO orders VALUES (9, ?)", [value])
    delivery = found(con, contract)[f"orders:day={value}"]
    assert con.execute(select_sql(SOURCE, delivery)).fetchall() == [(9, value, 1)]


@pytest.mark.parametrize(
    ("location", "partition_by", "code"),
    [
        ("not_there", None, "TN-F034"),
        ("no.such.table", None, "TN-F034"),
        ("orders; DROP TABLE orders", None, "TN-F034"),
        ("orders", "week", "TN-F035"),
        ("orders", "DAY", "TN-F035"),
    ],
)
def test_what_is_not_there_is_held(con, contract, location, partition_by, code) -> None:
    source = SourceConfig("orders", Path("/nowhere"), location, "table", partition_by=partition_by)
    (held,) = examine(con, source, contract, {}, ())
    assert isinstance(held, Held)
    assert (held.file, held.code) == (location, code)


def test_an_empty_table_is_held(con, contract) -> None:
    con.execute("DELETE FROM orders")
    (held,) = examine(con, SOURCE, contract, {}, ())
    assert isinstance(held, Held)
    assert held.code == "TN-F011"
