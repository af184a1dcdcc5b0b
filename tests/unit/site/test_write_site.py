"""Writing the site: the same release gives the same bytes, and what is missing is said."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest
from reading_html import Page, site_of

from small_release import Rows, sample_rows
from truenorth.errors import EvaluationError
from truenorth.project import Project, find_project
from truenorth.site import write_entrance, write_site


def one_metric() -> Rows:
    rows = sample_rows()
    for table in ("metric_values", "metric_verdicts"):
        rows[table] = [row for row in rows[table] if row[0] == "net_revenue"]
    rows["brushing_effects"] = []
    return rows


def bare_project(root: Path) -> Project:
    (root / "dbt_project.yml").write_text("name: bare\n")
    return find_project(root)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_same_release_gives_the_same_bytes_in_another_process(
    project: Project, release: Path, tmp_path: Path
) -> None:
    once = contents(write_site(project, release, tmp_path / "once").parent)
    code = (
        "import sys; from pathlib import Path; from truenorth.project import find_project;"
        "from truenorth.site import write_site;"
        "write_site(find_project(Path(sys.argv[1])), Path(sys.argv[2]), Path(sys.argv[3]))"
    )
    again = tmp_path / "again"
    # Another hash seed and another locale: neither may reach a page.
    environment = {**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"}
    subprocess.run(
        [sys.executable, "-c", code, str(project.root), str(release), str(again)], check=True, env=environment
    )
    assert contents(again) == once
    assert {"index.html", "assets/style.css", "assets/switch.js", "site.json"} <= set(once)


def test_pages_of_metrics_that_are_gone_vanish_and_nothing_is_left_beside(
    project: Project, release_of: Callable[[Rows], Path], tmp_path: Path
) -> None:
    out = tmp_path / "deep" / "site"
    first = site_of(project, release_of(sample_rows() | {"metric_values": []}), out)
    assert "metrics/gross_revenue.html" in first.paths
    (tmp_path / "other.duckdb").unlink()
    second = site_of(project, release_of(one_metric()), out)
    assert [path for path in second.paths if path.startswith("metrics/")] == ["metrics/net_revenue.html"]
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_the_release_may_be_given_as_a_link(
    project: Project, release_of: Callable[[Rows], Path], tmp_path: Path
) -> None:
    release = release_of(one_metric())
    link = tmp_path / "CURRENT"
    link.symlink_to(release)
    linked = contents(write_site(project, link, tmp_path / "a").parent)
    assert linked == contents(write_site(project, release, tmp_path / "b").parent)


def test_without_manifest_and_contract_the_site_says_so(release: Path, tmp_path: Path) -> None:
    site = site_of(bare_project(tmp_path), release, tmp_path / "site")
    assert "dbt's manifest is missing" in site.page().text
    assert "Nobody has written down which question this metric answers." in site.metric("net_revenue").text
    source = site.page("sources/online_retail.html").text
    assert "The contract could not be read when this page was written (TN-C001)" in source
    assert "exact_duplicate in English" in source  # the release's own words take the place of the rule
    assert str(tmp_path) not in site.text


def test_without_pandera_the_site_is_still_written(
    project: Project, release_of: Callable[[Rows], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandera.polars", None)
    site = site_of(project, release_of(one_metric()), tmp_path / "site")
    said = site.page("sources/online_retail.html").text
    assert "The contract could not be read when this page was written (Pandera)" in said


def test_an_empty_release_gives_a_site(
    release_of: Callable[[Rows], Path], tmp_path: Path, project: Project
) -> None:
    rows: Rows = {table: [] for table in sample_rows()} | {"releases": sample_rows()["releases"]}
    site = site_of(project, release_of(rows), tmp_path / "site")
    for path, sentence in (
        ("index.html", "Nothing has been received yet."),
        ("index.html", "This release holds no metric."),
        ("index.html", "No metric of this release is a north star"),
        ("sources/online_retail.html", "No row was set aside."),
        ("quarantine.html", "None: every delivery that came is in the figures."),
    ):
        assert sentence in site.page(path).text


def test_a_metric_without_a_verdict_is_unknown(
    release_of: Callable[[Rows], Path], tmp_path: Path, project: Project
) -> None:
    site = site_of(project, release_of(one_metric() | {"metric_verdicts": []}), tmp_path / "site")
    assert "could not be judged" in site.metric("net_revenue").text


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), 0.0, -5.0], ids=str)
def test_figures_without_a_number_do_not_stop_the_page(
    value: float | None, release_of: Callable[[Rows], Path], tmp_path: Path, project: Project
) -> None:
    rows = one_metric()
    rows["metric_values"] = [(*row[:6], value, value, value) for row in rows["metric_values"]]
    rows["metric_verdicts"] = [(*row[:5], value, value, value, *row[8:]) for row in rows["metric_verdicts"]]
    text = site_of(project, release_of(rows), tmp_path / "site").text
    assert "nan" not in text.lower().split() and "inf" not in text.split()


def test_a_single_period_is_a_picture_too(
    release_of: Callable[[Rows], Path], tmp_path: Path, project: Project
) -> None:
    rows = one_metric()
    months = sorted({row[1] for row in rows["metric_values"] if row[1]})
    rows["metric_values"] = [row for row in rows["metric_values"] if row[1] in (None, months[0])]
    page = site_of(project, release_of(rows), tmp_path / "site").metric("net_revenue")
    trends = [one for one in page.of_class("picture") if one.attributes["aria-labelledby"] == "metric-title"]
    assert len(trends) == 2


def test_a_row_that_is_dated_far_off_does_not_press_the_picture_flat(
    release_of: Callable[[Rows], Path], tmp_path: Path, project: Project
) -> None:
    rows = one_metric()
    far = ("net_revenue", date(2099, 12, 1), date(2100, 1, 1), "all", "all", "raw", 5.0, 1.0, 5.0)
    rows["metric_values"] = [*rows["metric_values"], far]
    page = site_of(project, release_of(rows), tmp_path / "site").metric("net_revenue")
    assert not any("2099" in picture.text for picture in page.of_class("picture"))
    assert "Periods outside the picture, because they hold no trusted row: 1." in page.text
    assert any("2099" in row.text for row in page.all("tr")), "the table has every period"


def test_a_release_that_lacks_a_table_is_refused(project: Project, release: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(release.read_bytes())
    with duckdb.connect(str(broken)) as connection:
        connection.execute("drop table batches")
    with pytest.raises(EvaluationError) as refused:
        write_site(project, broken, tmp_path / "site")
    assert refused.value.code == "TN-W001"
    assert not (tmp_path / "site").exists()


def test_a_missing_release_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError) as refused:
        write_site(project, tmp_path / "none.duckdb", tmp_path / "site")
    assert refused.value.code == "TN-P008"


def test_a_folder_that_cannot_be_made_is_refused(project: Project, release: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    with pytest.raises(EvaluationError) as refused:
        write_site(project, release, tmp_path / "file" / "site")
    assert refused.value.code == "TN-W002"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_entrance_leads_to_the_site_and_loads_nothing(tmp_path: Path) -> None:
    first = tmp_path / "published" / "site" / "index.html"
    first.parent.mkdir(parents=True)
    page = Page(write_entrance(first, tmp_path / "published").read_text("utf-8"))
    [refresh] = [one for one in page.all("meta") if one.attributes.get("http-equiv") == "refresh"]
    assert refresh.attributes["content"] == "0; url=site/index.html"
    links = [link.attributes["href"] for link in page.all("a")]
    assert links == ["site/index.html", "site/index.html?lang=zh"]
    assert sorted(path.name for path in (tmp_path / "published").iterdir()) == ["index.html", "site"]


def test_importing_the_site_costs_no_heavy_import() -> None:
    code = (
        "import sys, truenorth.site, truenorth.wording;"
        "heavy = {'matplotlib', 'jinja2', 'pandera', 'polars', 'duckdb', 'pandas', 'dbt'};"
        "sys.exit(','.join(sorted(heavy & set(sys.modules))) or None)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
