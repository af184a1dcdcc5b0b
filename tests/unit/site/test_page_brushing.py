"""The chapter on brushing: what was found, how sure it is, what it did, and what nobody looked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from reading_html import Element, site_of

from small_release import OFF_SIGNALS, SIGNALS, Rows, finding_rows, sample_rows
from truenorth.project import Project

Chapter = Callable[[Rows], Element]


@pytest.fixture
def chapter_of(release_of: Callable[[Rows], Path], project: Project, tmp_path: Path) -> Chapter:
    def read(rows: Rows) -> Element:
        rows = rows | {"metric_values": []}  # no trend is drawn: it costs seconds and tells nothing here
        page = site_of(project, release_of(rows), tmp_path / "site").page("brushing.html")
        [chapter] = page.of_class("detection")
        return chapter

    return read


def inside(element: Element) -> list[Element]:
    return [element, *(deeper for child in element.children for deeper in inside(child))]


def rows_of(element: Element, table: str) -> list[str]:
    found, *_ = [inner for inner in inside(element) if table in inner.classes]
    return [inner.text for inner in inside(found) if inner.tag == "tr"][1:]


def with_runs(*runs: tuple[object, ...]) -> Rows:
    return sample_rows() | {"detection_runs": list(runs)}


def test_each_signal_with_findings_is_a_row_and_those_that_decide_come_first(chapter_of: Chapter) -> None:
    lockstep, copied, proxy = rows_of(chapter_of(sample_rows()), "found")
    for told in (
        "步调一致的账号",
        "TN-B001",
        "What does lockstep_groups look for?",
        "lockstep_groups查什么？",
    ):
        assert told in lockstep
    for count in (
        "41,235",
        "37",
        "40,870",
        "365",
        "below 1 in a billion",
        "不到十亿分之一",
        "blocks its subject",
    ):
        assert count in lockstep
    assert "1 in 24,000" in copied and "supports" in copied and "interactions or clicks" in copied
    assert "never blocks" in proxy and "–" in proxy


def test_signals_without_findings_are_told_apart_from_those_that_did_not_run(chapter_of: Chapter) -> None:
    chapter = chapter_of(sample_rows())
    silent, off = [inner.text for inner in inside(chapter) if "signals" in inner.classes]
    assert "Orders reversed at once" in silent and "1 signal looked and found nothing" in chapter.text
    for signal, code, title, entities in OFF_SIGNALS:
        assert f"What does {signal} look for?" in off and code in off and f"{title}的中文名" in off
        assert all(f"stg_{entity}" in off for entity in entities.split(", "))
    assert "Needs channels and clicks, which this project does not bring:" in off


def test_effects_are_told_in_the_units_of_the_metrics_with_the_largest_first(chapter_of: Chapter) -> None:
    chapter = chapter_of(sample_rows())
    effects = rows_of(chapter, "effects")
    assert ["Average order value" in effects[0], "Net revenue" in effects[1]] == [True, True]
    assert "£431.30" in effects[0] and "£446.21" in effects[0] and "−3.3 %" in effects[0]
    assert "41.9 %" in effects[2] and "41.2 %" in effects[2]
    assert any("Gross revenue" in row and "–" in row for row in effects), "no figure before is no figure"
    pictures = [inner for inner in inside(chapter) if "picture" in inner.classes]
    assert len(pictures) == 2
    assert all("+3.3 %" in picture.text and "Net revenue" in picture.text for picture in pictures)
    assert not any("Active customers" in text for text in (*effects, *(one.text for one in pictures)))
    assert "1 metric did not move" in chapter.text and "4,338" in chapter.text


def test_no_metric_moved(chapter_of: Chapter) -> None:
    chapter = chapter_of(sample_rows() | {"brushing_effects": [("net_revenue", 10.0, 10.0)]})
    assert "Taking out what is blocked changed no metric's total." in chapter.text
    assert not [inner for inner in inside(chapter) if "picture" in inner.classes]


def test_a_measured_rate_stands_beside_the_bound(chapter_of: Chapter) -> None:
    said = chapter_of(sample_rows()).text
    for told in (
        "0.1 %",
        "0.04 %",
        "Actors were shuffled 20 times",
        "at most 0.07 %",
        "keeps the bound",
    ):
        assert told in said


def test_a_measured_rate_above_the_bound_is_a_warning(chapter_of: Chapter) -> None:
    said = chapter_of(with_runs(("r", datetime(2026, 1, 5), 3, 0.001, 20, 0.002, 0.004, *[None] * 4))).text
    assert "It lies above the bound" in said and "实测高于上限" in said and "keeps the bound" not in said


def test_what_was_found_of_honest_accounts_stands_beside_it(chapter_of: Chapter) -> None:
    cohort = ("r", datetime(2026, 1, 5), 3, 0.001, 20, 0.002, 0.004, 1_200, 0, 0.0008, 0.0025)
    said = chapter_of(with_runs(cohort)).text
    assert "Of 1,200 accounts known to be honest from outside, signals that decide found 0" in said
    assert "at most 0.3 %" in said.replace("\u00a0", " ") and "在1,200个由外部确认诚实的账号中" in said


def test_what_was_not_calibrated_is_not_called_sure(chapter_of: Chapter) -> None:
    said = chapter_of(with_runs(("r", datetime(2026, 1, 5), 3, 0.001, *[None] * 7))).text
    assert "known to be honest" not in said
    assert "Not calibrated yet" in said and "truenorth detect --calibrate" in said and "尚未校准" in said


def test_a_batch_that_is_left_out_whole_is_told(chapter_of: Chapter) -> None:
    held = [("interactions", "2026-01-03", "blocked_share: observed 0.41, expected at most 0.3")]
    said = chapter_of(sample_rows() | {"brushing_held_batches": held}).text
    assert "One batch is left out of the trusted figures" in said
    assert "2026-01-03: blocked_share: observed 0.41" in said


def test_nothing_found_is_no_proof(chapter_of: Chapter) -> None:
    found = [row for row in finding_rows() if row[1] == 0]
    said = chapter_of(sample_rows() | {"findings_summary": found}).text
    assert "No signal found anything." in said and "That is no proof" in said
    assert "left out of the trusted figures" not in said


@pytest.mark.parametrize("off", [True, False], ids=["all-off", "no-detectors"])
def test_where_nobody_looked_nothing_is_claimed(off: bool, chapter_of: Chapter) -> None:
    found = [row for row in finding_rows() if row[1] is None] if off else []
    said = chapter_of(sample_rows() | {"findings_summary": found}).text
    assert "the trusted figures may still hold it" in said and "可信值中可能仍含刷量" in said
    assert "How to appeal" not in said and "How sure" not in said
    assert ("Flags of the platform" in said) == off


def test_how_to_appeal_names_the_commands(chapter_of: Chapter) -> None:
    commands = rows_of(chapter_of(sample_rows()), "commands")
    for verb in ("list", "show CASE", "retract CASE", "uphold CASE"):
        assert any(f"truenorth appeal {verb}" in row for row in commands)


def test_signals_without_a_contract_are_shown_by_what_the_release_says(
    release_of: Callable[[Rows], Path], tmp_path: Path
) -> None:
    from truenorth.project import find_project

    (tmp_path / "dbt_project.yml").write_text("name: bare\n")
    site = site_of(find_project(tmp_path), release_of(sample_rows()), tmp_path / "site")
    [chapter] = site.page("brushing.html").of_class("detection")
    assert SIGNALS[0][2] in chapter.text and "TN-B001" in chapter.text
    assert "watered_channels" in chapter.text
