"""The made-up shop: raw files of three formats become a release and a page, by the package's own models."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from dbt_projects import ROOT

pytestmark = pytest.mark.xdist_group("platform")

SOURCES = ("interactions", "orders", "clicks", "exposures", "labels", "consents")


@pytest.fixture(scope="module")
def work(built_platform: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(built_platform / "work.duckdb"), read_only=True)


@pytest.fixture(scope="module")
def release(built_platform: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str((built_platform / "published" / "CURRENT").resolve()), read_only=True)


def planted(built_platform: Path, source: str) -> Counter[tuple[str, int, str]]:
    truth = built_platform.with_name(f"{built_platform.name}_truth") / "pollution.csv"
    with truth.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["file"].startswith(f"{source}/")]
    return Counter((f"data/{row['file']}", int(row["row_number"]), row["reason"]) for row in rows)


@pytest.mark.parametrize("source", SOURCES)
def test_every_planted_row_is_quarantined_with_its_reason_and_no_other(
    built_platform: Path, work: duckdb.DuckDBPyConnection, source: str
) -> None:
    found = work.execute(
        f"""
        select landed.file, _row_number, unnest(_reasons)
        from adm_{source}
        join (select distinct batch_id, file from adm_{source}__ledger where event = 'landed') as landed
            on landed.batch_id = _batch_id
        """
    ).fetchall()
    wanted = planted(built_platform, source)
    assert len(wanted) >= 30
    assert Counter(found) == wanted


def test_a_release_and_its_site_are_published_and_no_batch_is_held(
    built_platform: Path, release: duckdb.DuckDBPyConnection
) -> None:
    assert (built_platform / "published" / "index.html").is_file()
    assert (built_platform / "published" / "site" / "index.html").is_file()
    held = release.execute("select count(*) from batches where status <> 'admitted'").fetchone()
    by_source = dict(release.execute("select source, count(*) from batches group by source").fetchall())
    assert held == (0,)
    monthly = ("orders", "clicks", "exposures", "labels", "consents")
    assert by_source == {"interactions": 26, **dict.fromkeys(monthly, 6)}


def test_more_than_a_quarter_of_the_exposures_is_invalid(release: duckdb.DuckDBPyConnection) -> None:
    rate = release.execute(
        "select raw_value from metric_verdicts where metric = 'invalid_exposure_rate'"
    ).fetchone()
    assert rate == (pytest.approx(0.286, abs=1e-9),)


def test_no_model_names_the_truth(built_platform: Path) -> None:
    manifest = json.loads((built_platform / "target" / "manifest.json").read_text(encoding="utf-8"))
    nodes = [*manifest["nodes"].values(), *manifest["sources"].values()]
    read = [json.dumps([node.get("raw_code"), node.get("meta"), node.get("config")]) for node in nodes]
    assert not [text for text in read if re.search(r"truth/|/truth\b", text)]
    assert not (built_platform / "data" / "truth").exists(), "the build ran without it"


def test_the_example_brings_contracts_and_staging_and_nothing_else() -> None:
    folder = ROOT / "examples" / "platform"
    models = {path.parent.name for path in folder.glob("models/**/*.sql")}
    assert models == {*SOURCES, "staging"}
    assert {path.stem for path in folder.glob("models/staging/*.sql")} == {
        f"stg_{entity}"
        for entity in (
            "actors", "targets", "interactions", "orders", "channels", "clicks", "exposures", "campaigns",
            "enforcement_flags", "consents", "experiments",
        )
    }  # fmt: skip
    # data/ is what the sample writes there
    brought = [path.relative_to(folder) for path in folder.rglob("*.csv")]
    assert not [path for path in brought if path.parts[0] not in ("data", "dbt_packages", "target")]
    assert not list(folder.glob("macros/**/*.sql"))
