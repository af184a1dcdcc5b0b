"""Writing the page: the same release gives the same bytes, and what is missing is said."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from reading_html import Page

from small_release import Rows, sample_rows
from truenorth.errors import EvaluationError
from truenorth.project import Project, find_project
from truenorth.site import write_page


def one_metric() -> Rows:
    rows = sample_rows()
    for table in ("metric_values", "metric_verdicts"):
        rows[table] = [row for row in rows[table] if row[0] == "net_revenue"]
    rows["brushing_effects"] = []
    return rows


def bare_project(root: Path) -> Project:
    (root / "dbt_project.yml").write_text("name: bare\n")
    return find_project(root)


def test_the_same_release_gives_the_same_bytes_in_another_process(
    project: Project, release: Path, tmp_path: Path
) -> None:
    once = write_page(project, release, tmp_path / "once.html").read_bytes()
    code = (
        "import sys; from pathlib import Path; from truenorth.project import find_project;"
        "from truenorth.site import write_page;"
        "write_page(find_project(Path(sys.argv[1])), Path(sys.argv[2]), Path(sys.argv[3]))"
    )
    again = tmp_path / "again.html"
    # Another hash seed and another locale: neither may reach the page.
    environment = {**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"}
    subprocess.run(
        [sys.executable, "-c", code, str(project.root), str(release), str(again)], check=True, env=environment
    )
    assert again.read_bytes() == once


def test_a_second_page_replaces_the_first_and_leaves_nothing_beside_it(
    project: Project, release: Path, tmp_path: Path
) -> None:
    out = tmp_path / "deep" / "site" / "index.html"
    write_page(project, release, out)
    write_page(project, release, out)
    assert [path.name for path in out.parent.iterdir()] == ["index.html"]


def test_the_release_may_be_given_as_a_link(project: Project, release: Path, tmp_path: Path) -> None:
    link = tmp_path / "CURRENT"
    link.symlink_to(release)
    linked = write_page(project, link, tmp_path / "a.html").read_bytes()
    assert linked == write_page(project, release, tmp_path / "b.html").read_bytes()


def test_without_manifest_and_contract_the_page_says_so(release: Path, tmp_path: Path) -> None:
    page = Page(write_page(bare_project(tmp_path), release, tmp_path / "p.html").read_text("utf-8"))
    assert "dbt's manifest is missing" in page.text
    assert "Nobody has written down which question this metric answers." in page.text
    assert "The contract could not be read when this page was written (TN-C001)" in page.text
    assert str(tmp_path) not in page.text
    assert "exact_duplicate in English" in page.text  # the release's own words take the place of the rule


def test_without_pandera_the_page_is_still_written(
    project: Project, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandera.polars", None)
    page = Page(write_page(project, release, tmp_path / "p.html").read_text("utf-8"))
    assert "The contract could not be read when this page was written (Pandera)" in page.text


def test_an_empty_release_gives_a_page(
    release_of: Callable[[Rows], Path], tmp_path: Path, project: Project
) -> None:
    rows: Rows = {table: [] for table in sample_rows()} | {"releases": sample_rows()["releases"]}
    page = Page(write_page(project, release_of(rows), tmp_path / "p.html").read_text("utf-8"))
    for sentence in (
        "Nothing has been received yet.",
        "This release holds no metric.",
        "No row was set aside.",
    ):
        assert sentence in page.text


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), 0.0, -5.0], ids=str)
def test_figures_without_a_number_do_not_stop_the_page(
    value: float | None, release_of: Callable[[Rows], Path], tmp_path: Path, project: Project
) -> None:
    rows = one_metric()
    rows["metric_values"] = [(*row[:6], value, value, value) for row in rows["metric_values"]]
    rows["metric_verdicts"] = [(*row[:5], value, value, value, *row[8:]) for row in rows["metric_verdicts"]]
    page = Page(write_page(project, release_of(rows), tmp_path / "p.html").read_text("utf-8"))
    assert "nan" not in page.text.lower().split() and "inf" not in page.text.split()


def test_a_single_period_is_a_picture_too(
    release_of: Callable[[Rows], Path], tmp_path: Path, project: Project
) -> None:
    rows = one_metric()
    months = sorted({row[1] for row in rows["metric_values"] if row[1]})
    rows["metric_values"] = [row for row in rows["metric_values"] if row[1] in (None, months[0])]
    page = Page(write_page(project, release_of(rows), tmp_path / "p.html").read_text("utf-8"))
    trends = [
        one for one in page.of_class("picture") if one.attributes["aria-labelledby"] == "metric-1-title"
    ]
    assert len(trends) == 2


def test_a_release_that_lacks_a_table_is_refused(project: Project, release: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(release.read_bytes())
    with duckdb.connect(str(broken)) as connection:
        connection.execute("drop table batches")
    with pytest.raises(EvaluationError) as refused:
        write_page(project, broken, tmp_path / "p.html")
    assert refused.value.code == "TN-W001"
    assert not (tmp_path / "p.html").exists()


def test_a_missing_release_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError) as refused:
        write_page(project, tmp_path / "none.duckdb", tmp_path / "p.html")
    assert refused.value.code == "TN-P008"


def test_a_folder_in_the_way_is_refused_and_cleaned_up(
    project: Project, release: Path, tmp_path: Path
) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "kept").write_text("kept")
    with pytest.raises(EvaluationError) as refused:
        write_page(project, release, tmp_path / "page")
    assert refused.value.code == "TN-W002"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page"]


def test_importing_the_site_costs_no_heavy_import() -> None:
    code = (
        "import sys, truenorth.site, truenorth.wording;"
        "heavy = {'matplotlib', 'jinja2', 'pandera', 'polars', 'duckdb', 'pandas', 'dbt'};"
        "sys.exit(','.join(sorted(heavy & set(sys.modules))) or None)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
