"""`truenorth site`: the pages of the current release, anew, without a build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reading_html import Site

from site_project import make_site_project
from small_release import sample_rows, write_release
from truenorth.cli import main

RELEASE_ID = sample_rows()["releases"][0][0]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one published release and no evidence log."""
    root = tmp_path / "project"
    root.mkdir()
    make_site_project(root)
    releases = root / "published" / "releases"
    releases.mkdir(parents=True)
    write_release(releases / f"{RELEASE_ID}.duckdb", sample_rows() | {"metric_values": []})
    (root / "published" / "CURRENT").symlink_to(Path("releases") / f"{RELEASE_ID}.duckdb")
    return root


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["site", "--project-dir", str(root), *arguments])


def test_the_site_and_its_entrance_are_written_beside_the_release(root: Path) -> None:
    result = run(root)
    assert result.exit_code == 0, result.output
    pages = Site(root / "published" / "site").paths
    assert f"{len(pages)} pages of release {RELEASE_ID}" in result.output
    assert str(root / "published" / "index.html") in result.output
    assert "site/index.html" in (root / "published" / "index.html").read_text("utf-8")
    assert (root / "published" / "CURRENT").resolve().is_file(), "the release is not touched"


def test_another_folder_is_whole_by_itself_and_gets_no_entrance(root: Path, tmp_path: Path) -> None:
    result = run(root, "--out", str(tmp_path / "public"), "--format", "json")
    report = json.loads(result.output)
    assert report["release_id"] == RELEASE_ID
    assert report["first_page"] == str(tmp_path / "public" / "index.html")
    assert report["pages"] == len(Site(tmp_path / "public").paths)
    assert not (root / "published" / "index.html").exists()


def test_a_folder_of_somebody_else_is_a_usage_error(root: Path) -> None:
    result = run(root, "--out", str(root / "expectations"))
    assert result.exit_code == 2 and "TN-W010" in result.output
    assert (root / "expectations" / "rows" / "online_retail.py").is_file()


def test_before_the_first_release_nothing_can_be_shown(root: Path) -> None:
    (root / "published" / "CURRENT").unlink()
    result = run(root)
    assert result.exit_code == 3 and "TN-E003" in result.output
    assert not (root / "published" / "site").exists()
