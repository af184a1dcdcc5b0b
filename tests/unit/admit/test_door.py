"""The door over time: redelivery, correction, return, full refresh."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from truenorth.admit.delivery.deliveries import Delivery, Held
from truenorth.admit.door import Admission, admit
from truenorth.admit.ledger import ledger_name
from truenorth.errors import DeliveryError

CONTRACT = """
import pandera.polars as pa
import polars as pl

class Shop(pa.DataFrameModel):
    line: str = pa.Field(unique=True)
    money: pl.Float64 = pa.Field(gt=0, nullable=True)

    class Config:
        coerce = True
"""
RELATION = '"main"."adm_shop"'


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    for name, text in {
        "dbt_project.yml": "name: shop\nprofile: shop\n",
        "models/_shop__sources.yml": (
            "sources:\n  - name: shop\n    config: {meta: {truenorth: {location: 'in/*.csv'}}}\n"
        ),
        "expectations/rows/shop.py": CONTRACT,
        "in/a.csv": "line,money\n1,10\n2,-5\n2,7\n",
        "in/b.csv": "line,money\n3,x\n4,\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


Land = Callable[..., list[Delivery | Held]]


@pytest.fixture
def land(shop: Path, con: duckdb.DuckDBPyConnection) -> Land:
    def run(*, full_refresh: bool = False) -> list[Delivery | Held]:
        admission: Admission = admit("shop", project_dir=shop)
        return admission.land(con, RELATION, full_refresh=full_refresh)

    return run


def rows(con: duckdb.DuckDBPyConnection) -> list[tuple]:
    return con.execute(
        f"select line, money, _reasons, _as_received from {RELATION} order by line, money"
    ).fetchall()


def events(con: duckdb.DuckDBPyConnection) -> list[tuple]:
    return con.execute(f"select event, file from {ledger_name(RELATION)} order by event_number").fetchall()


def test_every_row_is_labelled_once_with_all_its_reasons(land: Land, con: duckdb.DuckDBPyConnection) -> None:
    land()
    assert rows(con) == [
        ("1", 10.0, [], None),
        ("2", -5.0, ["money__greater_than", "line__field_uniqueness"], None),
        ("2", 7.0, ["line__field_uniqueness"], None),
        ("3", None, ["money__dtype"], {"money": "x"}),
        ("4", None, [], None),
    ]


def test_a_second_run_reads_nothing(land: Land, con: duckdb.DuckDBPyConnection) -> None:
    land()
    before = rows(con), events(con)
    assert land() == []
    assert (rows(con), events(con)) == before


def test_a_copy_under_another_name_is_told_and_taken_once(
    shop: Path, land: Land, con: duckdb.DuckDBPyConnection
) -> None:
    land()
    before = rows(con)
    (shop / "in/c.csv").write_bytes((shop / "in/a.csv").read_bytes())
    [copy] = land()
    assert isinstance(copy, Held) and (copy.code, copy.severity) == ("TN-F012", "warn")
    assert rows(con) == before
    (shop / "in/c.csv").unlink()
    land()
    assert events(con)[-1] == ("gone", "in/c.csv")


def test_a_file_that_returns_to_an_earlier_content_lands_without_new_rows(
    shop: Path, land: Land, con: duckdb.DuckDBPyConnection
) -> None:
    first = (shop / "in/b.csv").read_text()
    land()
    (shop / "in/b.csv").write_text("line,money\n5,5\n")
    land()
    both = rows(con)
    (shop / "in/b.csv").write_text(first)
    [returned] = land()
    assert isinstance(returned, Delivery)
    assert rows(con) == both, "its rows are there already"
    assert events(con)[-2:] == [("landed", "in/b.csv")] * 2


def test_a_full_refresh_labels_anew_and_refuses_to_lose_a_batch(
    shop: Path, land: Land, con: duckdb.DuckDBPyConnection
) -> None:
    land()
    contract = shop / "expectations/rows/shop.py"
    contract.write_text(CONTRACT.replace("gt=0", "gt=8"))
    assert land() == [], "a changed contract alone reads nothing"
    land(full_refresh=True)
    assert ("2", 7.0, ["money__greater_than", "line__field_uniqueness"], None) in rows(con)
    before = rows(con)
    (shop / "in/b.csv").unlink()
    with pytest.raises(DeliveryError) as caught:
        land(full_refresh=True)
    assert caught.value.code == "TN-F090"
    assert rows(con) == before
