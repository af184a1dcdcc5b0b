"""bench/detect.py takes five tables and writes verdicts as the scorer reads them; truth stays shut."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from planted_tables import EVENT_COUNT, FARM_USERS, planted_tables

pytestmark = pytest.mark.heavy  # whole dbt runs

DETECT = Path(__file__).parents[2] / "bench" / "detect.py"
KEYS = {
    "verdict_users": ("user_id", "users"),
    "verdict_events": ("event_id", "events"),
    "verdict_orders": ("order_id", "orders"),
    "verdict_clicks": ("click_id", "clicks"),
    "verdict_channels": ("channel", "clicks"),
}


def _detect(data: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(DETECT), "--data", str(data), "--out", str(out), "--threads", "1", *more],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = planted_tables(tmp_path_factory.mktemp("data"))
    # whoever opens these fails
    for name in ("truth_users", "truth_events", "truth_orders", "truth_channels"):
        (folder / f"{name}.parquet").write_text("not for a detector", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def out(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    run = _detect(data, folder, "--permutations", "1", "--peers", "--new-day", "2")
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


def test_verdicts_have_the_form_that_the_scorer_reads(data: Path, out: Path) -> None:
    with duckdb.connect() as connection:
        for name, (key, table) in KEYS.items():
            file = out / f"{name}.parquet"
            columns = connection.execute(f"describe from '{file}'").fetchall()
            types = [(key, "BIGINT"), ("score", "DOUBLE"), ("flagged", "BOOLEAN")]
            assert [column[:2] for column in columns] == types
            astray = connection.execute(
                f"select count(*) - count(distinct {key}) from '{file}' union all"
                f" select count(*) from '{file}' anti join '{data}/{table}.parquet' using ({key})"
            ).fetchall()
            assert astray == [(0,), (0,)]


def test_the_farm_is_flagged_and_nobody_else(out: Path) -> None:
    with duckdb.connect() as connection:
        flagged = connection.execute(f"select user_id from '{out}/verdict_users.parquet' where flagged")
        assert {user for (user,) in flagged.fetchall()} == FARM_USERS


def test_what_it_took_is_told(out: Path) -> None:
    measured = json.loads((out / "measured.json").read_text("utf-8"))
    assert measured["events"] == EVENT_COUNT
    assert measured["peak_mb"] > 50
    assert {"brushing_findings", "brushing_runs", "brushing_verdicts"} <= set(measured["by_model"])
    assert not {"net_revenue", "metric_values"} & set(measured["by_model"])
    assert [told["seed"] for told in measured["permutations"]] == [1]
    assert set(measured["peer_seconds"]) == {"fraudar", "synchrotrap"}
    (told,) = measured["new_day"]
    assert told["history"]["events"] + told["day"]["events"] == 2 * EVENT_COUNT
    assert 0 < told["day"]["events"] < 1000
    # only verdicts are left behind
    assert not list(out.glob("detect-*"))


def test_a_truth_table_in_disguise_is_refused(data: Path, tmp_path: Path) -> None:
    disguised = tmp_path / "data"
    disguised.mkdir()
    for name in ("users", "contents", "orders", "clicks"):
        (disguised / f"{name}.parquet").symlink_to(data / f"{name}.parquet")
    (disguised / "events.parquet").symlink_to(data / "truth_events.parquet")
    run = _detect(disguised, tmp_path / "out")
    assert run.returncode == 1
    assert "truth" in run.stderr
    (disguised / "events.parquet").unlink()
    run = _detect(disguised, tmp_path / "out")
    assert run.returncode == 1
    assert "events.parquet" in run.stderr
