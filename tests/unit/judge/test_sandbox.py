"""A command in the sandbox sees a whole project and leaves the real one as it was."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import duckdb
import pytest

from command import truenorth
from truenorth.errors import ConfigurationError
from truenorth.judge.copying import environment_of, open_sandbox
from truenorth.project import Project, find_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "shop"
    for folder in ("models", "data", "evidence", "published", "target", "../package", "dbt_packages"):
        (root / folder).mkdir(parents=True)
    (root / "dbt_project.yml").write_text(
        "name: shop\nprofile: shop\nvars:\n  truenorth_evidence: required\n  other: 1\n"
    )
    (root / "profiles.yml").write_text(
        "shop:\n  target: t\n  outputs:\n    t: {type: duckdb, path: work.duckdb, threads: 3}\n"
    )
    (root / "packages.yml").write_text("packages:\n  - local: ../package\n")
    (root / "dbt_packages" / "package").symlink_to("../../package")
    (root / "data" / "a.csv").write_text("a\n1\n")
    (root / "evidence" / "log.sqlite").write_text("log")
    (root / "published" / "CURRENT").write_text("release")
    with duckdb.connect(str(root / "work.duckdb")) as con:
        con.execute("create table kept as select 1 as a")
    return find_project(root)


def state(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_a_copy_has_all_but_log_and_keys(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUENORTH_KEYS", "/real/keys")
    before = state(project.root)
    with open_sandbox(project, with_build=True) as copy, environment_of(copy):
        root = copy.project.root
        assert (root / "data/a.csv").read_text() == "a\n1\n"
        assert (root / "published/CURRENT").exists()
        assert not (root / "evidence").exists()
        assert "truenorth_evidence" not in (root / "dbt_project.yml").read_text()
        assert "other: 1" in (root / "dbt_project.yml").read_text()
        assert (root / "dbt_packages/package").resolve() == (project.root / "../package").resolve()
        assert os.environ["TRUENORTH_KEYS"] != "/real/keys"
        with duckdb.connect(str(root / "sandbox.duckdb")) as con:
            con.execute("drop table kept")
        (root / "data/a.csv").write_text("changed")
        (root / "published/CURRENT").unlink()
    assert os.environ["TRUENORTH_KEYS"] == "/real/keys"
    assert not root.exists()
    assert state(project.root) == before


def test_a_copy_for_a_new_build_has_none_of_the_old(project: Project) -> None:
    with open_sandbox(project, with_build=False) as copy:
        assert {path.name for path in copy.project.root.iterdir()} == {
            "models", "data", "dbt_packages", "dbt_project.yml", "packages.yml", "profiles.yml"
        }  # fmt: skip


def test_a_change_is_seen_in_the_copy_alone(project: Project, tmp_path: Path) -> None:
    new = tmp_path / "new.csv"
    new.write_text("a\n2\n")
    with open_sandbox(project, with_build=True) as copy:
        copy.inject(new, "data/a.csv")
        copy.inject(new, "data/deep/b.csv")
        assert (copy.project.root / "data/a.csv").read_text() == "a\n2\n"
    assert (project.root / "data/a.csv").read_text() == "a\n1\n"


@pytest.mark.parametrize("place", ["../outside.csv", "/tmp/outside.csv", "data/../../x", "."])
def test_a_change_outside_is_refused(project: Project, tmp_path: Path, place: str) -> None:
    (tmp_path / "new.csv").write_text("a\n")
    with open_sandbox(project, with_build=False) as copy, pytest.raises(ConfigurationError) as refusal:
        copy.inject(tmp_path / "new.csv", place)
    assert refusal.value.code == "TN-J011"


def test_the_command_runs_there_and_its_exit_code_comes_back(project: Project) -> None:
    before = state(project.root)
    assert truenorth(project.root, "sandbox", "--", "explain", "TN-J010").returncode == 0
    outside = truenorth(project.root, "status").returncode
    assert truenorth(project.root, "sandbox", "--", "status").returncode == outside != 0
    led_out = truenorth(project.root, "sandbox", "--", "status", "--project-dir", str(project.root))
    assert led_out.returncode == 2 and "TN-J010" in led_out.stderr
    assert truenorth(project.root, "sandbox", "--inject", "nowhere", "--", "status").returncode == 2
    assert state(project.root) == before
