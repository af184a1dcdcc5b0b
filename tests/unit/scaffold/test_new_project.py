"""`truenorth init`: whole projects or none, and nothing that is there is touched."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import truenorth.scaffold.project as scaffold_project
from command import truenorth
from truenorth.commands.check import check_file
from truenorth.committee.charter import load_charter
from truenorth.errors import ConfigurationError
from truenorth.project import find_project
from truenorth.scaffold.project import SOURCES, into_existing, new_project
from truenorth.scaffold.sample_rows import SAMPLES
from truenorth.scope.declarations import load_declarations
from truenorth.strict_yaml import load_yaml


def content(root: Path) -> dict[str, bytes]:
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


@pytest.mark.parametrize("template", SOURCES)
def test_a_template_is_a_whole_project(tmp_path: Path, template: str) -> None:
    done = truenorth(tmp_path, "init", "my-new", "--template", template, "--format", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    root = tmp_path / "my-new"
    assert sorted(report["files"]) == sorted(content(root))
    assert [path.name for path in tmp_path.iterdir()] == ["my-new"], "no draft is left"
    assert report["next"] == ["cd my-new", "truenorth deps", "truenorth build"]
    texts = {path: text.decode() for path, text in content(root).items()}
    assert {path for path, text in texts.items() if re.search(r"@[A-Z]+@", path + text)} == set()
    assert {path for path in texts if path.endswith(".in") or "dot_" in path} == set()
    project = find_project(root)
    assert project.name == "my_new"
    assert list(project.sources) == [SOURCES[template]]
    assert load_charter(project) is not None
    assert SOURCES[template] in load_declarations(project)
    rules = ["--isolated", "--line-length=110", "--ignore=RUF012"]
    subprocess.run([sys.executable, "-m", "ruff", "check", "-q", *rules, root], check=True)


@pytest.mark.parametrize("template", SOURCES)
def test_the_made_up_rows_meet_their_contract_but_for_the_planted_faults(
    tmp_path: Path, template: str
) -> None:
    new_project(tmp_path / "new", template)
    project = find_project(tmp_path / "new")
    for file in sorted((project.root / "data" / SOURCES[template]).glob("*.csv")):
        report = check_file(project, file, SOURCES[template])
        assert report.refused is None
        assert 0.9 * (report.rows or 0) < report.admitted < (report.rows or 0)


@pytest.mark.parametrize("template", SOURCES)
def test_the_examples_of_a_template_hold(tmp_path: Path, template: str) -> None:
    root = new_project(tmp_path / "new", template).root
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "expectations"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert "4 passed" in done.stdout, done.stdout


@pytest.mark.parametrize("template", SAMPLES)
def test_the_same_template_gives_the_same_bytes(tmp_path: Path, template: str) -> None:
    assert content(new_project(tmp_path / "a", template, "one").root) == content(
        new_project(tmp_path / "b", template, "one").root
    )


def test_a_folder_that_is_not_empty_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    done = truenorth(tmp_path, "init", "mine", "--template", "content")
    assert (done.returncode, done.stderr.split()[0]) == (2, "TN-H001")
    assert content(tmp_path) == {"mine/notes.txt": b"mine"}
    (tmp_path / "empty").mkdir()
    assert truenorth(tmp_path, "init", "empty", "--template", "content").returncode == 0


@pytest.mark.parametrize("name", ["My Shop", "2shops", "truenorth", "a/b"])
def test_what_dbt_would_not_take_as_a_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        new_project(tmp_path / "new", "commerce", name)
    assert refused.value.code == "TN-H002"
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, written = scaffold_project._write, []

    def until_full(path: Path, text: str) -> None:
        if len(written) == 7:
            raise OSError(28, "No space left on device")
        written.append(path)
        write(path, text)

    monkeypatch.setattr(scaffold_project, "_write", until_full)
    with pytest.raises(OSError, match="No space left"):
        new_project(tmp_path / "new", "commerce")
    assert list(tmp_path.iterdir()) == []


def test_a_project_that_exists_only_gains_files(tmp_path: Path) -> None:
    (tmp_path / "dbt_project.yml").write_text("name: shop\nprofile: shop\n")
    before = content(tmp_path)
    done = truenorth(tmp_path, "init", ".", "--template", "content", "--into-existing", "--format", "json")
    assert done.returncode == 0, done.stderr
    after = content(tmp_path)
    assert {path: after[path] for path in before} == before
    assert set(after) - set(before) == {
        "packages.yml",
        "committee/charter.yml",
        ".github/workflows/truenorth.yml",
    }
    assert json.loads(done.stdout)["add"] == [
        {"file": "dbt_project.yml", "lines": "vars:\n  truenorth_entities: [interactions, targets]\n"}
    ]
    title = load_yaml(tmp_path / "committee" / "charter.yml")["title"]["en"]
    assert title == "North-star committee of shop"


def test_packages_of_a_project_are_told_not_written(tmp_path: Path) -> None:
    (tmp_path / "dbt_project.yml").write_text("name: shop\nprofile: shop\n")
    (tmp_path / "packages.yml").write_text("packages: []\n")
    done = truenorth(tmp_path, "init", ".", "--template", "commerce", "--into-existing")
    assert done.returncode == 0, done.stderr
    assert "- local: .truenorth/dbt_package" in done.stdout
    assert (tmp_path / "packages.yml").read_text() == "packages: []\n"


@pytest.mark.parametrize("there", [None, "committee/charter.yml"])
def test_what_cannot_be_added_is_refused_whole(tmp_path: Path, there: str | None) -> None:
    if there:
        (tmp_path / there).parent.mkdir()
        (tmp_path / there).write_text("mine")
        (tmp_path / "dbt_project.yml").write_text("name: shop\n")
    before = content(tmp_path)
    with pytest.raises(ConfigurationError, match="nothing was written") as refused:
        into_existing(tmp_path, "commerce")
    assert refused.value.code == "TN-H003"
    assert content(tmp_path) == before


def test_a_name_is_for_new_projects_only(tmp_path: Path) -> None:
    done = truenorth(tmp_path, "init", ".", "--template", "commerce", "--into-existing", "--name", "x")
    assert done.returncode == 2
