"""A batch that is not plausible is held and named; the release keeps its last good figures."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from command import truenorth

pytestmark = [pytest.mark.xdist_group("held"), pytest.mark.heavy]  # whole dbt runs


def figures(project: Path) -> list[tuple]:
    with duckdb.connect(str((project / "published/CURRENT").resolve()), read_only=True) as con:
        return con.execute("select * from metric_values order by all").fetchall()


def rewrite(source: Path, target: Path, query: str) -> None:
    draft = target.with_suffix(".draft")
    with duckdb.connect() as con:
        con.execute(f"copy ({query.format(file=source)}) to '{draft}' (format parquet)")
    draft.replace(target)


HALVES = {
    "first": "select * from '{file}' limit (select count(*) // 2 from '{file}')",
    "second": "select * from '{file}' offset (select count(*) // 2 from '{file}')",
    "every_other": "select * exclude n from (select *, row_number() over () as n from '{file}') where n % 2",
}


def test_half_a_batch_and_hundredfold_prices_are_held(own_built_project: Path) -> None:
    project, lines = own_built_project, own_built_project / "data/online_retail"
    before = figures(project)
    halves = {"2011-05": "first", "2011-07": "second", "2011-10": "every_other"}
    kept = {month: (lines / f"{month}.parquet").read_bytes() for month in [*halves, "2011-11"]}
    for month, half in halves.items():
        rewrite(lines / f"{month}.parquet", lines / f"{month}.parquet", HALVES[half])
    november = lines / "2011-11.parquet"
    rewrite(november, november, "select * replace (UnitPrice * 100 as UnitPrice) from '{file}'")

    run = truenorth(project, "build", "--format", "json")
    assert run.returncode == 1, run.stdout + run.stderr
    summary = json.loads(run.stdout)
    held = {Path(batch["file"]).stem: batch for batch in summary["held"]}
    assert set(held) == {*halves, "2011-11"}
    assert "price" in held["2011-11"]["reason"]
    for batch in held.values():
        assert batch["code"] == "TN-A010"
        assert "observed" in batch["reason"] and "expected" in batch["reason"]
    assert figures(project) == before, "the release keeps the last good figures"
    [source] = summary["sources"]
    assert source["admitted"] + source["quarantined"] + source["held"] == source["received"]

    dbt = subprocess.run(
        [Path(sys.executable).parent / "dbt", "build", "--select", "fct_held_batches"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert dbt.returncode == 1
    for month in held:
        assert f"HELD online_retail data/online_retail/{month}.parquet: TN-A010" in dbt.stdout

    for month, content in kept.items():
        (lines / f"{month}.parquet").write_bytes(content)
    run = truenorth(project, "build", "--format", "json")
    assert run.returncode == 0, run.stdout + run.stderr
    assert json.loads(run.stdout)["held"] == []
    assert figures(project) == before


def test_on_hold_stop_makes_everything_downstream_wait(own_built_project: Path) -> None:
    project = own_built_project
    before = (project / "published/CURRENT").resolve()
    sources = project / "models/admitted/online_retail/_online_retail__sources.yml"
    sources.write_text(sources.read_text().replace("on_hold: continue", "on_hold: stop"))
    june = project / "data/online_retail/2011-06.parquet"
    rewrite(june, june, "select * replace (UnitPrice * 100 as UnitPrice) from '{file}'")
    run = truenorth(project, "build", "--format", "json")
    assert run.returncode == 1, run.stdout + run.stderr
    assert any("stops_on_hold" in notice for notice in json.loads(run.stdout)["notices"])
    assert (project / "published/CURRENT").resolve() == before
    status = truenorth(project, "status")
    assert status.returncode == 1 and "The last run published nothing" in status.stdout


def test_a_corrected_file_takes_the_place_of_the_first(own_built_project: Path) -> None:
    project = own_built_project
    april = project / "data/online_retail/2011-04.parquet"
    shutil.copy2(april, project / "first.parquet")
    rewrite(april, april, "select * from '{file}' where StockCode <> 'POST'")
    run = truenorth(project, "build", "--format", "json")
    assert run.returncode == 0, run.stdout + run.stderr
    [source] = json.loads(run.stdout)["sources"]
    with duckdb.connect() as con:
        [(lines,)] = con.execute(f"select count(*) from '{april.parent}/*.parquet'").fetchall()
    assert source["received"] == lines == source["admitted"] + source["quarantined"]
