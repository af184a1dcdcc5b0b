"""What is made anew, what may be taken from the last build, and the same inputs under other definitions."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from small_work import write_work
from truenorth.errors import ConfigurationError
from truenorth.gate.measured.arrival import arrival_of, put, take_away
from truenorth.gate.measured.definition_files import changed_files, definition_files
from truenorth.gate.measured.published_build import release_made_by
from truenorth.gate.measured.renewal import FINDINGS_ARE_KEPT, Renewal, forget, renewal_for
from truenorth.gate.measured.trial import open_trial
from truenorth.judge.copying import open_sandbox
from truenorth.project import Project, find_project

METRIC = """
models:
  - name: m
    config: {meta: {truenorth: {tier: core, rollup: {numerator: sum(n), period: month}}}}
"""
SOURCES = """
sources:
  - name: clicks
    config: {meta: {truenorth: {location: data/clicks/*.csv}}}
  - name: lake
    config: {meta: {truenorth: {location: /lake/*.csv}}}
  - name: table
    config: {meta: {truenorth: {location: t, format: table}}}
  - name: one
    config: {meta: {truenorth: {location: data/one.csv}}}
  - name: empty
    config: {meta: {truenorth: {location: data/empty/*.csv}}}
"""
FILES = {
    "dbt_project.yml": "name: shop\nprofile: shop\nvars:\n  truenorth_thresholds: {a: 1}\n",
    "profiles.yml": "shop: {target: t, outputs: {t: {type: duckdb, path: work.duckdb}}}\n",
    "models/m.sql": "select 1",
    "models/m.yml": METRIC,
    "models/stg_clicks.sql": "select 1",
    "models/_x__sources.yml": SOURCES,
    "macros/generic_tests/t.sql": "-- a test",
    "expectations/rows/clicks.py": "# rows",
    "expectations/batches/clicks.py": "# batches",
    "expectations/consent/notices.yml": "a: 1",
    "committee/charter.yml": "a: 1",
    "data/clicks/01.csv": "a\n1\n",
    "data/clicks/02.csv": "a\n2\n",
    "data/one.csv": "a\n1\n",
}


def write(root: Path, files: dict[str, str]) -> Project:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return find_project(root)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return write(tmp_path / "shop", FILES)


@pytest.fixture
def base(project: Project, tmp_path: Path) -> Project:
    shutil.copytree(project.root, tmp_path / "base", ignore=shutil.ignore_patterns("data"))
    return find_project(tmp_path / "base")


SETTINGS = FILES["dbt_project.yml"]


@pytest.mark.parametrize(
    ("changes", "renewal"),
    [
        ({}, Renewal.NOTHING),
        ({"models/m.sql": "select 2"}, Renewal.NOTHING),
        ({"models/m.yml": METRIC.replace("month", "week")}, Renewal.NOTHING),
        ({"expectations/batches/clicks.py": "# other"}, Renewal.NOTHING),
        ({"macros/generic_tests/t.sql": "-- other", "committee/charter.yml": "a: 2"}, Renewal.NOTHING),
        ({"dbt_project.yml": SETTINGS + "  truenorth_gate_value_change_max: 1\n"}, Renewal.NOTHING),
        ({"dbt_project.yml": SETTINGS.replace("a: 1", "a: 2")}, Renewal.DETECTION),
        ({"models/stg_clicks.sql": "select 2"}, Renewal.DETECTION),
        ({"models/new.sql": "select 2"}, Renewal.DETECTION),
        ({"expectations/consent/notices.yml": "a: 2"}, Renewal.DETECTION),
        ({"expectations/rows/clicks.py": "# other"}, Renewal.EVERYTHING),
    ],
)
def test_what_is_made_anew(
    project: Project, base: Project, changes: dict[str, str], renewal: Renewal
) -> None:
    write(project.root, changes)
    changed = changed_files(definition_files(base), definition_files(project))
    assert renewal_for(changed, base, project) is renewal


def test_findings_are_forgotten_and_a_source_on_demand(project: Project) -> None:
    kept = ("metric_values", "adm_other", "adm_clicks__other")
    own = ("adm_clicks", "prf_clicks", "aud_clicks")
    nodes = {
        name: {"name": name, "resource_type": "model", "schema": "main", "alias": name}
        for name in (*kept, *own, *FINDINGS_ARE_KEPT)
    }
    (project.root / "target").mkdir()
    (project.root / "target/manifest.json").write_text(json.dumps({"nodes": nodes}))
    beside = ("adm_clicks__ledger", "adm_clicks__erased")
    with duckdb.connect(str(project.root / "work.duckdb")) as con:
        for name in (*nodes, *beside):
            con.execute(f"create table {name} as select 1 as a")
    with open_trial(project) as copy:
        forget(copy, Renewal.NOTHING)
        assert tables(copy.project.root / "sandbox.duckdb") == {*nodes, *beside}
        forget(copy, Renewal.DETECTION)
        assert tables(copy.project.root / "sandbox.duckdb") == {*kept, *own, *beside}
        forget(copy, Renewal.DETECTION, source="clicks")
        assert tables(copy.project.root / "sandbox.duckdb") == set(kept)
    assert tables(project.root / "work.duckdb") == {*nodes, *beside}


def tables(database: Path) -> set[str]:
    with duckdb.connect(str(database), read_only=True) as con:
        return {name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()}


def test_a_base_meets_the_inputs_of_the_change(project: Project, base: Project) -> None:
    write(project.root, {"models/new.sql": "select 1", "data/sub/x.csv": "a\n", "published/releases/r": "r"})
    write(base.root, {"data/clicks/01.csv": "a\nold\n", "models/m.sql": "select 0"})
    (project.root / "data/clicks/link.csv").symlink_to("01.csv")
    os.utime(project.root / "data/clicks/01.csv", ns=(1, 12_345_000))
    with duckdb.connect(str(project.root / "work.duckdb")) as con:
        con.execute("create table kept as select 1 as a")
    before = listing(project.root), listing(base.root)
    with open_trial(base, inputs=project) as copy:
        root = copy.project.root
        assert (root / "models/m.sql").read_text() == "select 0" and not (root / "models/new.sql").exists()
        assert (root / "data/clicks/01.csv").read_text() == "a\n1\n"
        assert (root / "data/clicks/01.csv").stat().st_mtime_ns == 12_345_000
        assert (root / "data/clicks/link.csv").is_symlink()
        assert (root / "data/sub/x.csv").exists() and (root / "published/releases/r").exists()
        assert not (root / "work.duckdb").exists()
        assert tables(root / "sandbox.duckdb") == {"kept"}
    assert (listing(project.root), listing(base.root)) == before


def listing(root: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(root).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in root.rglob("*")
        if path.is_file()
    }


def published(project: Project, base: Project, made_at: datetime, **manifest: object) -> str | None:
    from small_work import RELATIONS
    from truenorth.publish import publish

    if not (project.root / "published").exists():
        write_work(project.root / "work.duckdb", 1)
        publish(
            project,
            project.root / "work.duckdb",
            project.published,
            relations=RELATIONS,
            invocation_id="run-1",
            clock=lambda: datetime.now(UTC),
        )
    metadata = {"invocation_id": "run-1", "generated_at": made_at.isoformat()}
    content = {"metadata": metadata, "nodes": {}} | manifest
    (project.root / "target").mkdir(exist_ok=True)
    (project.root / "target/manifest.json").write_text(json.dumps(content))
    found = release_made_by(project, base)
    return found.dbt_invocation_id if found else None


def test_only_a_proof_lets_the_release_stand_for_the_base(project: Project, base: Project) -> None:
    soon, long_ago = datetime.now(UTC) + timedelta(hours=1), datetime(2020, 1, 1, tzinfo=UTC)
    assert release_made_by(project, base) is None, "nothing was published"
    assert published(project, base, soon) == "run-1"
    assert published(project, base, long_ago) is None, "files are newer than the build"
    other = {"invocation_id": "run-2", "generated_at": soon.isoformat()}
    assert published(project, base, soon, metadata=other) is None, "another run came after it"

    write(project.root, {"models/m.sql": "select 2"})
    node = {"package_name": "shop", "original_file_path": "models/m.sql", "raw_code": "select 1"}
    assert published(project, base, soon) is None, "dbt never saw the model"
    assert published(project, base, soon, nodes={"m": node}) == "run-1"
    changed = {**node, "raw_code": "select 2"}
    assert published(project, base, soon, nodes={"m": changed}) is None, "the release has the change already"

    write(project.root, {"models/m.yml": METRIC.replace("month", "week")})
    assert published(project, base, soon, nodes={"m": node}) is None, "the manifest holds no text of a yml"


def arrive(project: Project, file: Path, source: str) -> tuple[str, set[str]]:
    arrival = arrival_of(project, file, source)
    with open_sandbox(project, with_build=False) as copy:
        name = put(copy, arrival)
        assert (copy.project.root / name).read_bytes() == file.read_bytes()
        return name, {path.name for path in (copy.project.root / "data/clicks").iterdir()}


def test_a_file_comes_in_where_its_source_is_read(project: Project, tmp_path: Path) -> None:
    before = listing(project.root)
    new = tmp_path / "03.csv"
    new.write_text("a\n3\n")
    assert arrive(project, new, "clicks") == ("data/clicks/03.csv", {"01.csv", "02.csv", "03.csv"})
    correction = tmp_path / "02.csv"
    correction.write_text("a\n22\n")
    assert arrive(project, correction, "clicks") == ("data/clicks/02.csv", {"01.csv", "02.csv"})
    assert arrive(project, new, "one")[0] == "data/one.csv"
    assert arrive(project, new, "empty")[0] == "data/empty/03.csv"
    assert listing(project.root) == before


def test_a_file_that_lies_in_place_is_taken_away_for_the_side_before(project: Project) -> None:
    arrival = arrival_of(project, project.root / "data/clicks/02.csv", "clicks")
    with open_sandbox(project, with_build=False) as copy:
        assert put(copy, arrival) == "data/clicks/02.csv"
        take_away(copy, arrival)
        assert not (copy.project.root / "data/clicks/02.csv").exists()
    assert (project.root / "data/clicks/02.csv").exists()


@pytest.mark.parametrize(
    ("name", "source", "code"),
    [
        ("03.csv", "nobody", "TN-S003"),
        ("03.csv", "lake", "TN-D041"),
        ("03.csv", "table", "TN-D041"),
        ("missing.csv", "clicks", "TN-D042"),
        ("03.parquet", "clicks", "TN-D042"),
        (".", "clicks", "TN-D042"),
    ],
)
def test_what_cannot_come_in_is_refused(
    project: Project, tmp_path: Path, name: str, source: str, code: str
) -> None:
    for file in ("03.csv", "03.parquet"):
        (tmp_path / file).write_text("a\n3\n")
    with pytest.raises(ConfigurationError) as refusal:
        arrive(project, tmp_path / name, source)
    assert refusal.value.code == code
