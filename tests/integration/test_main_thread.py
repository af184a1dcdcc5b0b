"""From the raw files to the published metric, as a user runs it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from command import truenorth

pytestmark = pytest.mark.xdist_group("main")

TOLD_APART = {
    "exact_duplicate": 5268,
    "non_product_code": 2946,
    "non_positive_price": 2517,
    "stock_correction": 1336,
    "bad_debt_adjustment": 3,
}


def test_every_received_row_ends_once_with_its_reasons(built_project: Path) -> None:
    run = truenorth(built_project, "status", "--format", "json")
    assert run.returncode == 0
    [source] = json.loads(run.stdout)["sources"]
    assert source["received"] == 541_909
    assert source["admitted"] + source["quarantined"] + source["held"] == 541_909
    assert {row["reason"]: row["rows"] for row in source["reasons"]} == TOLD_APART


def test_status_speaks_to_people(built_project: Path) -> None:
    run = truenorth(built_project, "status")
    assert run.returncode == 0
    for words in ("541,909 rows received in 13 batches", "quarantined", "repurchase_rate_90d", "bubble"):
        assert words in run.stdout
    assert (built_project / "published/index.html").is_file()


def test_a_second_build_reads_nothing_and_publishes_nothing(own_built_project: Path) -> None:
    release = (own_built_project / "published/CURRENT").resolve()
    run = truenorth(own_built_project, "build", "--format", "json")
    assert run.returncode == 0, run.stderr
    assert "Nothing changed" in run.stdout
    assert (own_built_project / "published/CURRENT").resolve() == release
    with duckdb.connect(str(own_built_project / "work.duckdb"), read_only=True) as con:
        ledger = con.execute(
            "select event, count(*) from truenorth.adm_online_retail__ledger group by all"
        ).fetchall()
    assert ledger == [("landed", 13)]


def test_quarantine_is_listed_without_values_and_shown_by_row(built_project: Path) -> None:
    run = truenorth(
        built_project, "quarantine", "list", "--reason", "bad_debt_adjustment", "--format", "json"
    )
    listed = json.loads(run.stdout)
    assert listed["total"] == 3
    assert {"source", "batch_id", "row", "file", "reasons"} == set(listed["rows"][0])
    row = listed["rows"][0]
    run = truenorth(
        built_project, "quarantine", "show", row["batch_id"][:10], str(row["row"]), "--format", "json"
    )
    assert json.loads(run.stdout)["StockCode"] == "B"


def test_a_reviewed_release_lets_a_row_in_until_its_end(own_built_project: Path) -> None:
    run = truenorth(
        own_built_project, "quarantine", "list", "--reason", "non_product_code", "--format", "json"
    )
    row = json.loads(run.stdout)["rows"][0]
    arguments = ["quarantine", "release", row["batch_id"][:12], str(row["row"])]
    reviewed = ["--why", "sold as a product", "--reviewer", "A. Chen"]
    past = truenorth(own_built_project, *arguments, *reviewed, "--expires", "2020-01-31")
    assert past.returncode == 2 and "TN-Q003" in past.stderr
    end = (date.today() + timedelta(days=30)).isoformat()
    batch = ["quarantine", "release", row["batch_id"][:12], "--expectation", "days_covered"]
    unfailed = truenorth(own_built_project, *batch, *reviewed, "--expires", end)
    assert unfailed.returncode == 2 and "did not fail days_covered" in unfailed.stderr
    run = truenorth(own_built_project, *arguments, *reviewed, "--expires", end)
    assert run.returncode == 0, run.stderr
    run = truenorth(own_built_project, "build", "--format", "json")
    assert run.returncode == 0, run.stderr
    [source] = json.loads(run.stdout)["sources"]
    assert source["admitted"] == 531_208 + 1
    assert source["admitted"] + source["quarantined"] == 541_909


def test_a_producer_checks_a_file_before_shipping(built_project: Path) -> None:
    good = truenorth(
        built_project, "check", "data/online_retail/2011-02.parquet", "--source", "online_retail"
    )
    assert good.returncode == 1, "the month has rows that would be quarantined"
    assert "non_product_code" in good.stdout
    missing = truenorth(built_project, "check", "nowhere.csv", "--source", "online_retail")
    assert missing.returncode == 1 and "TN-F" in missing.stdout
    unknown = truenorth(built_project, "check", "nowhere.csv", "--source", "online_retial")
    assert unknown.returncode == 2 and "TN-S003" in unknown.stderr


def test_a_changed_contract_is_told_and_applied_by_a_full_refresh(own_built_project: Path) -> None:
    contract = own_built_project / "expectations/rows/online_retail.py"
    contract.write_text(
        contract.read_text().replace("gt=0, meta", "gt=0.05, meta").replace("gt=0,", "gt=0.05,")
    )
    run = truenorth(own_built_project, "build")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "13 batches of online_retail carry the labels of an earlier contract" in run.stdout
    run = truenorth(own_built_project, "build", "--full-refresh", "--format", "json")
    assert run.returncode == 0, run.stdout + run.stderr
    summary = json.loads(run.stdout)
    reasons = {row["reason"]: row["rows"] for row in summary["sources"][0]["reasons"]}
    assert reasons["non_positive_price"] > TOLD_APART["non_positive_price"]
    assert not any("earlier contract" in notice for notice in summary["notices"])
