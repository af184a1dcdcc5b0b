"""A release beside earlier ones: since the last one, and since the last quarter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from reading_html import site_of

from small_release import METRICS, Rows, sample_rows, verdict_row, write_release
from truenorth.project import Project
from truenorth.site.change_figures import day_of, earlier_releases
from truenorth.site.change_views import ChangesView, view_changes
from truenorth.site.figures import read_figures
from truenorth.site.metric_views import view_metrics

NOW, LAST, BEFORE = datetime(2026, 2, 5, 9), datetime(2026, 1, 5, 9), datetime(2025, 12, 31, 23)


def bare() -> Rows:
    return sample_rows() | {"metric_values": []}


def put(folder: Path, when: datetime, rows: Rows) -> Path:
    """Write a release as the publisher names it."""
    release_id = f"{when:%Y%m%dT%H%M%S.%f}Z-{'0' * 12}"
    [said] = rows["releases"]
    releases = [(release_id, when, *said[2:])]
    return write_release(folder / f"{release_id}.duckdb", rows | {"releases": releases})


def changes(path: Path) -> ChangesView:
    figures = read_figures(path)
    return view_changes(figures.release, view_metrics(figures, {}))


def turned(metric: str, **new: object) -> Rows:
    """The sample with one verdict said otherwise."""
    rows = bare()
    [own] = [one for one in METRICS if one[0] == metric]
    row = dict(
        zip(
            ("metric", "title", "tier", "kind", "unit", "raw", "trusted", "bubble", "verdict", "reason"),
            verdict_row(*own),
            strict=True,
        )
    )
    others = [one for one in rows["metric_verdicts"] if one[0] != metric]
    return rows | {"metric_verdicts": [*others, tuple((row | new).values())]}


def test_the_last_release_and_the_last_before_the_quarter_are_compared(tmp_path: Path) -> None:
    put(tmp_path, datetime(2025, 8, 1), bare())
    put(tmp_path, BEFORE, turned("net_revenue", trusted=9_000_000.0))
    put(tmp_path, LAST, turned("net_revenue", trusted=8_000_000.0, tier="core", verdict="refused"))
    found = changes(put(tmp_path, NOW, bare()))
    assert (found.last.since, found.quarter.since) == ("2026-01-05", "2025-12-31")
    [last], [quarter] = found.last.metrics, found.quarter.metrics
    assert (last.before.en, last.after.en, last.change.en) == ("£8,000,000", "£8,911,408", "+11.4\u00a0%")
    assert [said.en for said in last.said] == ["core metric → candidate", "refused → not yet judged"]
    assert (quarter.before.en, quarter.said) == ("£9,000,000", ())
    assert found.last.unchanged == found.quarter.unchanged == len(METRICS) - 1


def test_metrics_that_came_and_went_are_told(tmp_path: Path) -> None:
    without = bare()
    without["metric_verdicts"] = without["metric_verdicts"][1:]
    put(tmp_path, LAST, without)
    [new] = changes(put(tmp_path, NOW, bare())).last.metrics
    assert new.href == "metrics/repurchase_rate_90d.html" and [said.en for said in new.said] == ["new"]
    [gone] = changes(put(tmp_path, datetime(2026, 3, 1), without)).last.metrics
    assert gone.href == "" and [said.en for said in gone.said] == ["no longer there"]
    assert gone.after.en == "–" and gone.before.en == "41.2\u00a0%"


def test_sources_and_signals_are_told_by_their_counts(tmp_path: Path) -> None:
    less = bare()
    less["batches"] = [row for row in less["batches"] if row[9] == "admitted"][:-1]
    less["findings_summary"] = [
        (*row[:1], None, *row[2:]) if row[0] == "proxy_buyers" else row for row in less["findings_summary"]
    ]
    put(tmp_path, LAST, less)
    found = changes(put(tmp_path, NOW, bare())).last
    [source], [signal] = found.sources, found.signals
    assert any(said.en.startswith("rows admitted: ") for said in source.said)
    assert "deliveries held: 0 → 2" in [said.en for said in source.said]
    assert [said.en for said in signal.said] == ["runs now", "findings: 0 → 58"]


def test_the_same_figures_are_no_change(tmp_path: Path) -> None:
    put(tmp_path, LAST, bare())
    found = changes(put(tmp_path, NOW, bare())).last
    assert (found.metrics, found.sources, found.signals, found.unchanged) == ((), (), (), len(METRICS))


def test_where_older_releases_are_gone_it_is_said(tmp_path: Path) -> None:
    first = changes(put(tmp_path, LAST, bare()))
    assert "No earlier release is kept here" in first.last.missing.en
    assert "No release from before 2026-01-01 is kept here" in first.quarter.missing.en
    second = changes(put(tmp_path, NOW, bare()))
    assert not second.last.missing
    assert second.quarter.missing.en.endswith("The oldest one that is kept is from 2026-01-05.")


@pytest.mark.parametrize("harm", ["drop table findings_summary", "alter table metric_verdicts drop verdict"])
def test_a_release_of_another_make_is_not_compared(harm: str, tmp_path: Path) -> None:
    with duckdb.connect(str(put(tmp_path, LAST, bare()))) as connection:
        connection.execute(harm)
    found = changes(put(tmp_path, NOW, bare())).last
    assert "cannot be compared" in found.missing.en and "无法比较" in found.missing.zh


def test_later_releases_and_other_files_are_no_base(tmp_path: Path) -> None:
    own = put(tmp_path, LAST, bare())
    put(tmp_path, NOW, bare())
    (tmp_path / "notes.duckdb").touch()
    release = read_figures(own).release
    assert earlier_releases(release) == []
    assert day_of(own) == date(2026, 1, 5)
    assert earlier_releases(replace(release, path=tmp_path / "nowhere" / own.name)) == []


def test_the_page_tells_both_comparisons(project: Project, tmp_path: Path) -> None:
    put(tmp_path, LAST, turned("net_revenue", trusted=8_000_000.0))
    page = site_of(project, put(tmp_path, NOW, bare()), tmp_path / "site").page("changes.html")
    [table] = page.of_class("changed")
    assert "£8,000,000" in table.text and "+11.4 %" in table.text.replace("\u00a0", " ")
    assert "5 metrics are as they were." in page.text
    assert "No release from before 2026-01-01 is kept here" in page.text
