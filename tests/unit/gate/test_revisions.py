"""Both sides of a change are copies: what is in them, and that the repository stays as it is."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from gate_repository import commit_all, edit, git, make_repository
from truenorth.errors import ConfigurationError
from truenorth.gate.revisions.copies import open_base, open_head
from truenorth.gate.revisions.merge_base import base_commit
from truenorth.project import find_project

CONTRACT = "expectations/rows/orders.py"


def state_of(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_each_side_has_its_own_files_and_the_repository_is_untouched(tmp_path: Path) -> None:
    project = make_repository(tmp_path)
    (tmp_path / ".gitattributes").write_text("*.py export-ignore\n")  # `git archive` would leave them out
    commit = commit_all(tmp_path)
    edit(project, CONTRACT, ("gt=0", "gt=1"))
    (project.root / "new.yml").write_text("a: b\n")
    (project.root / "data" / "secret.csv").write_text("1\n")
    git(tmp_path, "rm", "-q", "--cached", ".gitignore")  # a state of the index that must survive
    before = state_of(tmp_path)
    with open_base(project, commit) as base, open_head(project) as head:
        assert base.project is not None and head.project is not None
        assert "gt=0" in (base.project.root / CONTRACT).read_text()
        assert "gt=1" in (head.project.root / CONTRACT).read_text()
        assert (head.project.root / "new.yml").is_file()
        assert not (base.project.root / "new.yml").exists()
        assert not (head.project.root / "data").exists()
        assert head.file(head.project.root / CONTRACT) == f"a project/{CONTRACT}"
        gone = head.top
    assert state_of(tmp_path) == before
    assert not gone.exists()


def test_a_hook_of_git_does_not_lead_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_repository(tmp_path)
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "of-a-hook"))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    with open_base(project, base_commit(project.root, "HEAD")) as base:
        assert base.project is not None
    assert not (tmp_path / "of-a-hook").exists()


def test_submodules_come_along(tmp_path: Path) -> None:
    other, top = tmp_path / "other", tmp_path / "top"
    other.mkdir()
    git(other, "init", "-q", "-b", "main")
    (other / "macro.sql").write_text("-- one\n")
    commit_all(other)
    project = make_repository(top)
    git(top, "submodule", "--quiet", "add", str(other), "shared part")
    commit = commit_all(top)
    (top / "shared part" / "macro.sql").write_text("-- two\n")
    with open_base(project, commit) as base, open_head(project) as head:
        assert (base.top / "shared part" / "macro.sql").read_text() == "-- one\n"
        assert (head.top / "shared part" / "macro.sql").read_text() == "-- two\n"


def test_packages_beside_the_project_are_those_of_their_side(tmp_path: Path) -> None:
    project = make_repository(tmp_path)
    package = tmp_path / "package"
    package.mkdir()
    (package / "dbt_project.yml").write_text("name: shared\n")
    (project.root / "packages.yml").write_text("packages:\n- local: ../package\n")
    commit = commit_all(tmp_path)
    (project.root / "dbt_packages").mkdir()
    (project.root / "dbt_packages" / "shared").symlink_to(package)
    with open_base(project, commit) as base, open_head(project) as head:
        for side in (base, head):
            assert side.project is not None
            link = side.project.root / "dbt_packages" / "shared"
            assert link.resolve() == side.top / "package"


def test_a_link_that_leaves_the_repository_is_not_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "profiles.yml").write_text("{}\n")
    project = make_repository(tmp_path / "top")
    (project.root / "profiles.yml").symlink_to(outside / "profiles.yml")
    (project.root / "dbt_packages").symlink_to(outside)
    (project.root / "packages.yml").write_text(f"packages:\n- local: {project.root}\n")
    commit = commit_all(tmp_path / "top")
    with open_base(project, commit), open_head(project):
        pass
    assert state_of(outside) == {"profiles.yml": hashlib.sha256(b"{}\n").hexdigest()}


def test_the_base_is_where_the_branch_was_left(tmp_path: Path) -> None:
    project = make_repository(tmp_path)
    left = git(tmp_path, "rev-parse", "HEAD")
    git(tmp_path, "checkout", "-q", "-b", "mine")
    commit_all(tmp_path)
    git(tmp_path, "checkout", "-q", "main")
    commit_all(tmp_path, "another state")  # somebody else's merge, which is no part of the change
    git(tmp_path, "checkout", "-q", "mine")
    assert base_commit(project.root, "main") == left
    for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"):
        assert base_commit(project.root, None, {name: "main"}) == left
    assert base_commit(project.root, None, {"SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main"}) == left


def test_a_shallow_clone_is_told_how_to_fetch_more(tmp_path: Path) -> None:
    make_repository(tmp_path / "top")
    commit_all(tmp_path / "top")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path / 'top'}", "clone")
    with pytest.raises(ConfigurationError, match="shallow") as refused:
        base_commit(tmp_path / "clone" / "a project", "HEAD~1")
    assert refused.value.code == "TN-D003"
    assert "fetch-depth: 0" in refused.value.mend


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "-", "main\n"])
def test_an_unknown_revision_is_refused(tmp_path: Path, ref: str) -> None:
    project = make_repository(tmp_path)
    with pytest.raises(ConfigurationError) as refused:
        base_commit(project.root, ref)
    assert refused.value.code == "TN-D003"


def test_a_folder_without_git_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dbt_project.yml").write_text("name: small\n")
    project = find_project(tmp_path)
    with pytest.raises(ConfigurationError, match="no git repository"), open_head(project):
        pass


def test_objects_that_were_not_fetched_are_told(tmp_path: Path) -> None:
    project = make_repository(tmp_path)
    commit = git(tmp_path, "rev-parse", "HEAD")
    blob = git(tmp_path, "rev-parse", f"HEAD:a project/{CONTRACT}")
    (tmp_path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(ConfigurationError, match="cannot write out") as refused, open_base(project, commit):
        pass
    assert refused.value.code == "TN-D003"
