"""The audit of a source: in order, held batches are no history, waivers by review, verdicts that stand."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from truenorth.audit.batches import audit

SUITE = """
import great_expectations as gx
import great_expectations.expectations as gxe

def suite():
    return gx.ExpectationSuite(name="shop", expectations=[
        gxe.ExpectColumnValuesToBeBetween(column="rows__vs_recent", min_value=0.5, max_value=2,
                                          meta={"name": "volume", "origin": "test"}),
    ])
"""
CONTRACT = """
import pandera.polars as pa

class Shop(pa.DataFrameModel):
    line: str
"""
SOURCES = """
sources:
  - name: shop
    config: {meta: {truenorth: {location: "incoming/*.csv"}}}
    tables: [{name: lines}]
"""
NOW = datetime(2024, 5, 1, 12)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    for name, text in {
        "dbt_project.yml": "name: shop\nprofile: shop\n",
        "models/_shop__sources.yml": SOURCES,
        "expectations/rows/shop.py": CONTRACT,
        "expectations/batches/shop.py": SUITE,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def run(shop: Path, rows: dict[str, float], earlier: pa.Table | None = None, now: datetime = NOW) -> pa.Table:
    """Audit batches named by their ids, delivered in the order of the dict."""
    con = duckdb.connect()
    values = [
        (batch, measure, float(value))
        for number, (batch, count) in enumerate(rows.items(), start=1)
        for measure, value in (("rows", count), ("delivery.position", number), ("delivery.event", number))
    ]
    con.execute("create table profiles (batch_id varchar, measure varchar, value double)")
    if values:
        con.executemany("insert into profiles values (?, ?, ?)", values)
    before = None
    if earlier is not None:
        con.register("earlier", earlier)
        before = con.table("earlier")
    return audit("shop", profiles=con.table("profiles"), earlier=before, project_dir=shop, now=now)


def verdicts(table: pa.Table) -> dict[str, str]:
    return {row["batch_id"]: row["outcome"] for row in table.to_pylist()}


def waive(shop: Path, batch: str, expires: date) -> None:
    path = shop / "expectations/releases/shop.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"batches:\n  - batch_id: {batch}\n    expectations: [volume]\n"
        f"    why: closed for stocktaking\n    reviewer: A. Chen\n    expires: {expires}\n"
    )


def test_a_held_batch_is_no_history_for_the_next(shop: Path) -> None:
    judged = run(shop, {"a": 100, "b": 10, "c": 90, "d": 1000, "e": 110})
    assert verdicts(judged) == {
        "a": "too_little_history",
        "b": "fail",
        "c": "pass",
        "d": "fail",
        "e": "pass",
    }


def test_a_verdict_that_stands_is_not_written_again(shop: Path) -> None:
    first = run(shop, {"a": 100, "b": 10})
    again = run(shop, {"a": 100, "b": 10}, earlier=first)
    assert again.num_rows == 0
    later = run(shop, {"a": 100, "b": 10, "c": 95}, earlier=first)
    assert verdicts(later) == {"c": "pass"}


def test_a_reviewed_waiver_lets_a_batch_pass_until_its_end(shop: Path) -> None:
    first = run(shop, {"a": 100, "b": 40})
    waive(shop, "b", date(2024, 6, 1))
    waived = run(shop, {"a": 100, "b": 40}, earlier=first, now=datetime(2024, 5, 2))
    assert [(row["outcome"], row["waived_until"]) for row in waived.to_pylist()] == [
        ("fail", date(2024, 6, 1))
    ]
    everything = pa.concat_tables([first, waived])
    with_history = run(shop, {"a": 100, "b": 40, "c": 60}, earlier=everything, now=datetime(2024, 5, 3))
    assert verdicts(with_history) == {"c": "pass"}, "b counts as history now"
    ended = run(shop, {"a": 100, "b": 40}, earlier=everything, now=datetime(2024, 6, 1))
    assert [(row["outcome"], row["waived_until"]) for row in ended.to_pylist()] == [("fail", None)]


def test_judgements_say_observed_and_expected(shop: Path) -> None:
    [_, row] = run(shop, {"a": 100, "b": 10}).to_pylist()
    assert (row["observed"], row["beside"], row["expected"]) == (0.1, 100.0, "0.5 to 2")


def test_nothing_delivered_is_nothing_judged(shop: Path) -> None:
    assert run(shop, {}).num_rows == 0
