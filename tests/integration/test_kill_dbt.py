"""kill -9 of `truenorth build` itself, dbt and all, on real months; a reader looks on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from killing import SEED, reader
from truenorth.publish import open_release

pytestmark = pytest.mark.heavy  # whole dbt runs

APRIL = Path("data") / "online_retail" / "2011-04.parquet"
LONGEST_WAIT_SECONDS = 1.0
PATIENCE_SECONDS = 60
READER_PAUSE_SECONDS = 0.05  # a build takes long, and the reader is not to take half the machine from it
# Neither tests nor unit tests change anything: without them more kills fit into the same time.
ENVIRONMENT = {**os.environ, "DBT_EXCLUDE_RESOURCE_TYPES": "test unit_test"}


def corrected_april(project: Path, draft: Path) -> Path:
    """Write the month without postage: a correction that changes figures and is not held."""
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (from '{project / APRIL}' where StockCode <> 'POST') to '{draft}' (format parquet)"
        )
    return draft


def start(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "truenorth", "build", "--format", "json"],
        cwd=root,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # one group, so that dbt dies with the command that started it
    )


def build(root: Path) -> None:
    with start(root) as process:
        _, said = process.communicate()
    assert process.returncode == 0, said


def kill_after(root: Path, share: float, wait: float) -> str:
    """Kill a build `wait` seconds after a share of its nodes is done; return the last line it said."""
    with start(root) as process:
        assert process.stderr is not None
        said = [process.stderr.readline()]  # such as `2/25 reviewed_row_releases success`
        total = int(said[0].split()[0].partition("/")[2])
        while len(said) < share * total:
            said.append(process.stderr.readline())
        time.sleep(wait)
        os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL, "".join(said)
    wait_until_free(root / "work.duckdb")
    return said[-1].strip()


def wait_until_free(work: Path) -> None:
    """Wait for dbt: it was killed too, but is not our child, and lets go of its file a moment later."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return duckdb.connect(str(work), read_only=True).close()
        except duckdb.IOException:
            assert time.monotonic() < deadline, "a killed build still holds the work database"
            time.sleep(0.05)


def ask(root: Path, *queries: str) -> list[list[tuple[object, ...]]]:
    with duckdb.connect(str(root / "work.duckdb"), read_only=True) as connection:
        connection.execute("set schema = 'truenorth'")
        return [connection.execute(sql).fetchall() for sql in queries]


def check_rows_and_ledger(root: Path) -> None:
    ledger, rows = ask(
        root,
        "select batch_id, rows, rows from adm_online_retail__ledger where event = 'landed' order by all",
        "select _batch_id, count(*), count(distinct _row_number) from adm_online_retail group by 1"
        " order by all",
    )
    assert ledger == rows


def end_state(root: Path) -> list[list[tuple[object, ...]]]:
    """Everything a build leaves but moments: rows, ledger, profiles, judgements, and the released figures."""
    measures = "measure not similar to '.*[.]p[0-9]+' and measure not like '%lag_days'"  # estimated; today's
    private = ask(
        root,
        "select _batch_id, _row_number, _reasons, _fingerprint from adm_online_retail order by all",
        "select event_number, event, file, batch_id, bytes, mtime_ns, rows from adm_online_retail__ledger"
        " order by all",
        f"select batch_id, measure, value from prf_online_retail where {measures} order by all",
        "select batch_id, measure from prf_online_retail order by all",
        "select batch_id, expectation, outcome from aud_online_retail order by all",
    )
    with open_release(root / "published" / "CURRENT") as release:
        published = [
            release.execute(sql).fetchall()
            for sql in (
                "from metric_values order by all",
                "from metric_verdicts order by all",
                "select * exclude delivered_at from batches order by all",
                "from quarantine_reasons order by all",
            )
        ]
    return private + published


def test_three_kills_of_dbt(built_project, tmp_path):
    """One kill while rows land, one among the models, one after dbt has ended and while we publish."""
    killed, calm = tmp_path / "killed", tmp_path / "calm"
    april = corrected_april(built_project, tmp_path / "april.parquet")
    for project in (killed, calm):
        shutil.copytree(built_project, project, symlinks=True)
        shutil.copy2(april, project / APRIL)  # with its time of change: the ledgers are to be equal
    moments = random.Random(SEED)
    print(f"seed {SEED}")
    with reader(killed / "published", pause=READER_PAUSE_SECONDS) as report:
        for share in (0, moments.uniform(0.2, 0.9), 1):
            wait = moments.uniform(0, LONGEST_WAIT_SECONDS)
            last = kill_after(killed, share, wait)
            print(f"killed {wait:.3f} s after {last}")
            check_rows_and_ledger(killed)
        build(killed)
    print(f"reader: {report['reads']} reads, {len(report['releases'])} releases")
    assert report["faults"] == []
    assert len(list((killed / "published" / "releases").iterdir())) == 2

    build(calm)
    assert end_state(killed) == end_state(calm)
