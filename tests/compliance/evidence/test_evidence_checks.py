"""What `dbt test` says of the log: silent where it holds and says everything, speaking where it does not."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import duckdb
import pytest

from attested_build import build, make_project
from small_build import deliver, land
from truenorth.attest.evidence_checks import evidence_checks
from truenorth.evidence.creation import create_log
from truenorth.project import Project, find_project


@pytest.fixture(scope="module")
def attested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the keys and a project that was built twice; copy it, never write to it."""
    folder = tmp_path_factory.mktemp("attested")
    project = make_project(folder / "project")
    create_log(project, keys=folder / "keys")
    for number in range(2):
        deliver(project.root, number)
        build(project, f"run-{number}")
    return folder


@pytest.fixture
def project(attested: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("TRUENORTH_KEYS", str(tmp_path / "keys"))
    for name in ("project", "keys"):
        shutil.copytree(attested / name, tmp_path / name, symlinks=True)
    return find_project(tmp_path / "project")


def codes(project: Project) -> dict[str, str]:
    with duckdb.connect(str(project.root / "work.duckdb")) as con:
        return {check["check_name"]: check["code"] for check in evidence_checks(project, con)}


def test_an_attested_build_has_nothing_to_say(project: Project) -> None:
    assert codes(project) == {"log_holds": "", "publication": "", "deliveries": ""}


def test_a_flipped_bit_in_an_old_entry_is_told(project: Project) -> None:
    with sqlite3.connect(project.root / "evidence/log.sqlite") as log:
        ((n, written),) = log.execute("select n, entries from bundles order by n limit 1").fetchall()
        damaged = bytearray(written)
        damaged[len(damaged) // 2] ^= 1
        log.execute("update bundles set entries = ? where n = ?", [bytes(damaged), n])
    assert codes(project)["log_holds"].startswith("TN-V02")


def test_a_log_that_is_gone_is_told(project: Project) -> None:
    for file in (project.root / "evidence").glob("log.sqlite*"):
        file.unlink()
    assert codes(project) == {"log_holds": "TN-V003"}


def test_a_delivery_that_was_changed_behind_the_log_is_told(project: Project) -> None:
    with duckdb.connect(str(project.root / "work.duckdb")) as con:
        con.execute(
            "update truenorth.adm_orders__ledger set seen_at = seen_at - interval 1 day"
            " where event_number = 1"
        )
    assert codes(project)["deliveries"] == "TN-V058"


def test_a_release_that_was_never_attested_is_told(project: Project) -> None:
    current = project.published / "CURRENT"
    other = current.resolve().with_name("20990101T000000.000000Z-ffffffffffff.duckdb")
    shutil.copyfile(current.resolve(), other)
    current.unlink()
    current.symlink_to(other.relative_to(project.published))
    assert codes(project)["publication"] == "TN-V058"


def test_what_the_next_build_attests_is_not_missed(project: Project) -> None:
    deliver(project.root, 2)
    land(project.root, project.root / "work.duckdb")
    assert set(codes(project).values()) == {""}


def test_without_a_log_nothing_is_attested_and_a_required_one_is_missed(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    assert codes(project) == {"log_holds": "TN-V057"}
    settings = tmp_path / "dbt_project.yml"
    settings.write_text(settings.read_text() + "\nvars:\n  truenorth_evidence: required\n")
    assert codes(find_project(tmp_path)) == {"log_holds": "TN-V052"}
