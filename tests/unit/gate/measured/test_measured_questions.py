"""The questions of the gate with a dbt that is made up: which sides are built, and what stays unknown.

The made-up dbt writes the number in `models/m.sql` as the figure of one metric, and the files of `data` as
its batches. tests/integration/test_gate_measured.py asks the same of the real one.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from truenorth.dbt import DbtRun, NodeResult, relations, work_database
from truenorth.errors import EvaluationError
from truenorth.gate.measured import trial
from truenorth.gate.measured.measured import (
    Measured,
    measure_batch,
    measure_change,
    measure_without_source,
)
from truenorth.project import Project, find_project
from truenorth.publish import publish
from truenorth.publish.tables import CONTENT_TABLES

METRIC = """
models:
  - name: m
    config:
      meta:
        truenorth:
          title: M
          tier: core
          kind: value
          unit: count
          rollup: {numerator: sum(n), period: month}
"""
SOURCES = """
sources:
  - name: s
    config: {meta: {truenorth: {location: "data/*.csv", trust: third_party, on_hold: stop, title: S}}}
    tables: [{name: t}]
"""
FILES = {
    "dbt_project.yml": "name: shop\nprofile: shop\n",
    "profiles.yml": "shop: {target: t, outputs: {t: {type: duckdb, path: work.duckdb}}}\n",
    "models/m.sql": "100",
    "models/m.yml": METRIC,
    "models/_s__sources.yml": SOURCES,
    "data/01.csv": "a\n",
}
BLOCKED = ("brushing_standing_findings", "brushing_standing_verdicts", "brushing_signals")


class MadeUpDbt:
    """Stands for dbt; `builds` are the figures that it was asked to build, in order."""

    def __init__(self) -> None:
        self.builds: list[float] = []
        self.breaks: set[str] = set()

    def run(self, project: Project, arguments: list[str], **_: Any) -> DbtRun:
        if arguments[0] == "test":
            return DbtRun(0, "run", (NodeResult("test.shop.fine", "pass", ""),))
        written = (project.root / "models/m.sql").read_text()
        if written in self.breaks:
            raise EvaluationError("TN-E001", "dbt ended before it ran anything")
        files = sorted((project.root / "data").glob("*.csv"))
        if "no_delivery" in (project.root / "models/_s__sources.yml").read_text():
            files = []
        self.builds.append(float(written))
        write_build(project, float(written) * len(files), files)
        return DbtRun(0, "run", (NodeResult("model.shop.metric_values", "success", ""),))


def write_build(project: Project, figure: float, files: list[Path]) -> None:
    with duckdb.connect(str(work_database(project))) as con:
        for table in CONTENT_TABLES:
            con.execute(table.create_sql().replace("create table", "create or replace table"))
        for name in BLOCKED:
            con.execute(
                f"create or replace table {name} as select 's' as signal, 'order' as subject_type,"
                " 'x' as subject_id, 'blocked' as status, 'decides' as grade"
            )
        values = "null, null, 'all', 'all', 'trusted', 1, 1"
        con.execute(f"insert into metric_values select 'm', {values}, {figure} where {figure} > 0")
        con.execute(
            "insert into metric_verdicts by name select 'm' as metric, 'core' as tier, 'count' as unit,"
            " 'unknown' as verdict, 'M' as title, nullif(?, 0) as trusted_value",
            [figure],
        )
        for file in files:
            con.execute(
                "insert into batches by name select 's' as source, ? as batch_id, ? as file, 2 as rows,"
                " 1 as admitted, 1 as quarantined, 'admitted' as status,"
                " timestamp '2024-01-01' as delivered_at",
                [hashlib.sha256(file.read_bytes()).hexdigest(), f"data/{file.name}"],
            )
    names = [*(table.name for table in CONTENT_TABLES), *BLOCKED]
    nodes = {
        name: {"name": name, "resource_type": "model", "schema": "main", "alias": name}
        | {"package_name": "shop", "original_file_path": f"models/{name}.sql"}
        for name in names
    }
    nodes["m"] = {"name": "m", "resource_type": "model", "schema": "main", "alias": "m"} | {
        "package_name": "shop",
        "original_file_path": "models/m.sql",
        "raw_code": (project.root / "models/m.sql").read_text(),
        "config": {},
    }
    made_at = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
    manifest = {"metadata": {"invocation_id": "run", "generated_at": made_at}, "nodes": nodes}
    (project.root / "target").mkdir(exist_ok=True)
    (project.root / "target/manifest.json").write_text(json.dumps(manifest))


@pytest.fixture
def dbt(monkeypatch: pytest.MonkeyPatch) -> Iterator[MadeUpDbt]:
    made_up = MadeUpDbt()
    monkeypatch.setattr(trial, "run_dbt", made_up.run)
    yield made_up


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "shop"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return find_project(root)


@pytest.fixture
def base(project: Project, tmp_path: Path) -> Project:
    shutil.copytree(project.root, tmp_path / "base", ignore=shutil.ignore_patterns("data"))
    return find_project(tmp_path / "base")


def publish_now(project: Project) -> str:
    write_build(project, 100, [project.root / "data/01.csv"])
    release = publish(
        project,
        work_database(project),
        project.published,
        relations=relations(project),
        invocation_id="run",
        clock=lambda: datetime.now(UTC),
    )
    return release.release_id


def ignored(_: object) -> None:
    """Nobody watches."""


def change(project: Project, base: Project | None) -> Measured:
    return measure_change(project, base, on_progress=ignored, on_message=ignored)


def moved(answer: Measured) -> list[tuple[float | None, float | None]]:
    return [(one.before, one.after) for one in answer.values]


def test_a_change_is_compared_with_the_release_that_its_base_made(
    project: Project, base: Project, dbt: MadeUpDbt
) -> None:
    release = publish_now(project)
    (project.root / "models/m.sql").write_text("110")
    answer = change(project, base)
    assert dbt.builds == [110]
    assert (answer.release_id, moved(answer)) == (release, [(100, 110)])
    assert {one.state for one in answer.evaluated.values()} == {"done"}
    [found] = answer.findings
    assert (found.grade, found.code, found.subject) == ("warn", "TN-D032", "m")


def test_other_batches_than_those_of_the_release_take_a_build_of_the_base(
    project: Project, base: Project, dbt: MadeUpDbt
) -> None:
    publish_now(project)
    (project.root / "models/m.sql").write_text("110")
    (project.root / "data/02.csv").write_text("b\n")
    answer = change(project, base)
    assert dbt.builds == [110, 100]
    assert (answer.release_id, moved(answer)) == (None, [(200, 220)])


def test_no_change_takes_one_build_and_says_nothing(project: Project, base: Project, dbt: MadeUpDbt) -> None:
    answer = change(project, base)
    assert (dbt.builds, answer.findings, answer.values, answer.same_values) == ([100], (), (), 1)


def test_without_a_base_the_release_speaks_if_it_rests_on_the_same_batches(
    project: Project, dbt: MadeUpDbt
) -> None:
    assert change(project, None).evaluated["values"].state == "unknown", "nothing was published"
    release = publish_now(project)
    (project.root / "models/m.sql").write_text("110")
    answer = change(project, None)
    assert (answer.release_id, moved(answer)) == (release, [(100, 110)])
    assert answer.evaluated["detection"].state == "unknown", "a release does not say whom it blocks"
    (project.root / "data/02.csv").write_text("b\n")
    answer = change(project, None)
    assert (answer.values, answer.evaluated["values"].state) == ((), "unknown")


def test_what_cannot_be_built_is_unknown(project: Project, base: Project, dbt: MadeUpDbt) -> None:
    (project.root / "models/m.sql").write_text("broken")
    dbt.breaks = {"broken"}
    answer = change(project, base)
    [found] = answer.findings
    assert (found.check, found.grade, found.code) == ("build", "unknown", "TN-D030")
    assert {check for check, one in answer.evaluated.items() if one.state == "unknown"} == {
        "batch", "values", "limits", "detection", "compliance"
    }  # fmt: skip

    (project.root / "models/m.sql").write_text("110")
    dbt.breaks = {"100"}
    answer = change(project, base)
    assert answer.evaluated["values"].state == answer.evaluated["detection"].state == "unknown"
    assert "the base could not be built" in answer.evaluated["values"].reason
    assert answer.evaluated["limits"].state == "done"


@pytest.mark.parametrize("is_published", [True, False])
def test_a_batch_beside_the_project_without_it(
    project: Project, dbt: MadeUpDbt, tmp_path: Path, is_published: bool
) -> None:
    release = publish_now(project) if is_published else None
    new = tmp_path / "02.csv"
    new.write_text("b\n")
    answer = measure_batch(project, new, "s", on_progress=ignored, on_message=ignored)
    assert dbt.builds == ([100] if is_published else [100, 100])
    assert (answer.release_id, moved(answer)) == (release, [(100, 200)])
    assert [(one.grade, one.code) for one in answer.findings] == [("note", "TN-D032"), ("note", "TN-D039")]
    assert not (project.root / "data/02.csv").exists()


def test_a_content_that_has_come_in_already_changes_nothing(
    project: Project, dbt: MadeUpDbt, tmp_path: Path
) -> None:
    again = tmp_path / "01.csv"
    again.write_text("a\n")
    answer = measure_batch(project, again, "s", on_progress=ignored, on_message=ignored)
    assert [one.code for one in answer.findings] == ["TN-D043"]


def test_a_file_in_place_that_was_not_built_yet_is_a_new_batch(project: Project, dbt: MadeUpDbt) -> None:
    here = project.root / "data/01.csv"
    answer = measure_batch(project, here, "s", on_progress=ignored, on_message=ignored)
    assert [(one.before, one.after) for one in answer.values] == [(None, 100)]
    assert here.exists()


def test_without_its_only_source_a_metric_has_no_figure(project: Project, dbt: MadeUpDbt) -> None:
    before = (project.root / "models/_s__sources.yml").read_text()
    answer = measure_without_source(project, "s", on_progress=ignored, on_message=ignored)
    assert moved(answer) == [(None, 100)]
    assert [(one.grade, one.code, one.subject) for one in answer.findings] == [("note", "TN-D044", "m")]
    assert "compliance" not in answer.evaluated
    assert (project.root / "models/_s__sources.yml").read_text() == before
