"""The second audit: each entity judged by its own expectations, again whenever a batch is profiled anew."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from truenorth.audit.brushing import audit_brushing, brushing_suite
from truenorth.errors import ContractError
from truenorth.project import find_project

NOW = datetime(2024, 5, 1, 12)
PROFILED = NOW - timedelta(minutes=1)
Shares = dict[tuple[str, str], float]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "dbt_project.yml").write_text("name: shop\nprofile: shop\n")
    return tmp_path


def run(
    shop: Path,
    shares: Shares,
    *,
    channel: float = 0.0,
    earlier: pa.Table | None = None,
    profiled_at: datetime = PROFILED,
    now: datetime = NOW,
) -> pa.Table:
    """Audit batches of 100 rows, named by entity and id, with the given shares of blocked rows."""
    con = duckdb.connect()
    con.execute(
        "create table profiles"
        " (entity varchar, batch_id varchar, measure varchar, value double, profiled_at timestamp)"
    )
    for position, ((entity, batch), share) in enumerate(shares.items()):
        measures = {
            "delivery.position": position,
            "delivery.event": 0,
            f"{entity}.rows": 100,
            f"{entity}.brushed": 100 * share,
            f"{entity}.brushed_share": share,
            f"{entity}.worst_channel_share": max(share, channel),
            f"channel.feed.{entity}.brushed_share": share,
        }
        rows = [(entity, batch, measure, float(value), profiled_at) for measure, value in measures.items()]
        con.executemany("insert into profiles values (?, ?, ?, ?, ?)", rows)
    before = None
    if earlier is not None:
        con.register("earlier", earlier)
        before = con.table("earlier")
    return audit_brushing(profiles=con.table("profiles"), earlier=before, project_dir=shop, now=now)


def outcomes(table: pa.Table) -> dict[tuple[str, str, str], str]:
    return {(row["entity"], row["batch_id"], row["expectation"]): row["outcome"] for row in table.to_pylist()}


def test_a_batch_of_each_entity_is_judged_by_its_own_expectations(shop: Path) -> None:
    judged = run(shop, {("orders", "a"): 0.02, ("clicks", "a"): 0.5})
    assert outcomes(judged) == {
        ("orders", "a", "orders_brushed"): "pass",
        ("orders", "a", "orders_brushed_in_one_channel"): "pass",
        ("clicks", "a", "clicks_brushed"): "fail",
        ("clicks", "a", "clicks_brushed_in_one_channel"): "fail",
    }


def test_one_bad_channel_warns_and_holds_nothing(shop: Path) -> None:
    judged = run(shop, {("clicks", "a"): 0.1}, channel=0.8).to_pylist()
    assert {(row["expectation"], row["outcome"], row["severity"]) for row in judged} == {
        ("clicks_brushed", "pass", "critical"),
        ("clicks_brushed_in_one_channel", "fail", "warning"),
    }


def test_every_default_limit_says_where_it_comes_from(shop: Path) -> None:
    suite = brushing_suite(find_project(shop))
    assert len(suite.expectations) == 6
    assert all("founding document" in expectation.origin for expectation in suite.expectations)


def test_a_batch_that_passed_is_judged_again_when_verdicts_change(shop: Path) -> None:
    first = run(shop, {("orders", "a"): 0.02})
    assert run(shop, {("orders", "a"): 0.02}, earlier=first).num_rows == 0
    found = run(
        shop,
        {("orders", "a"): 0.9},
        earlier=first,
        profiled_at=NOW + timedelta(hours=1),
        now=NOW + timedelta(hours=2),
    )
    assert outcomes(found)["orders", "a", "orders_brushed"] == "fail"
    taken_back = run(
        shop,
        {("orders", "a"): 0.0},
        earlier=pa.concat_tables([first, found]),
        profiled_at=NOW + timedelta(hours=3),
        now=NOW + timedelta(hours=4),
    )
    assert outcomes(taken_back)["orders", "a", "orders_brushed"] == "pass"


def test_a_reviewed_waiver_ends(shop: Path) -> None:
    path = shop / "expectations/releases/brushing.yml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "batches:\n  - batch_id: a\n    expectations: [orders_brushed]\n"
        "    why: known\n    reviewer: A. Chen\n    expires: 2024-06-01\n"
    )
    first = run(shop, {("orders", "a"): 0.9})
    waived = {row["expectation"]: row["waived_until"] for row in first.to_pylist()}
    assert waived["orders_brushed"] == date(2024, 6, 1)
    ended = run(shop, {("orders", "a"): 0.9}, earlier=first, now=datetime(2024, 6, 1))
    assert {row["expectation"]: row["waived_until"] for row in ended.to_pylist()}["orders_brushed"] is None


def test_nothing_profiled_is_nothing_judged(shop: Path) -> None:
    assert run(shop, {}).num_rows == 0


def test_a_suite_of_the_project_that_cannot_be_loaded_is_refused(shop: Path) -> None:
    path = shop / "expectations/batches/brushing.py"
    path.parent.mkdir(parents=True)
    path.write_text("def suite():\n    raise ValueError('no')\n")
    with pytest.raises(ContractError, match="TN-A001"):
        run(shop, {("orders", "a"): 0.1})
