"""The judged part of a metric's chapter: scores, goal, guardrails, experiments, votes and versions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reading_html import Element, site_of

from small_committee import small_project
from small_release import JUDGED, Rows, sample_rows, score_rows, write_manifest
from truenorth.project import Project

Chapter = Callable[..., Element]


@pytest.fixture
def chapter_of(release_of: Callable[[Rows], Path], project: Project, tmp_path: Path) -> Chapter:
    def read(metric: str = JUDGED, of: Project | None = None, **tables: list[tuple[object, ...]]) -> Element:
        (tmp_path / "other.duckdb").unlink(missing_ok=True)
        rows = sample_rows() | {"metric_values": []} | tables  # no trend is drawn: it costs seconds
        [chapter] = (
            site_of(of or project, release_of(rows), tmp_path / "site").metric(metric).of_class("metric")
        )
        return chapter

    return read


def inside(element: Element, tag: str) -> list[Element]:
    found = [element] if element.tag == tag else []
    return found + [deeper for child in element.children for deeper in inside(child, tag)]


def radars(chapter: Element) -> list[Element]:
    return [one for one in inside(chapter, "svg") if "radar" in one.classes]


def bars(radar: Element) -> int:
    """Each known score is one thick bar on its spoke."""
    return len([one for one in inside(radar, "path") if one.attributes.get("stroke-width") == "5"])


def test_known_scores_are_drawn_and_the_unknown_one_is_absent(chapter_of: Chapter) -> None:
    [radar] = radars(chapter_of())
    assert bars(radar) == 3
    assert "Long-term valueunknown" in radar.text.replace("长期价值", "").replace("未知", "")
    described = [one for one in radar.children if one.tag == "desc"]
    assert "Not drawn, because no figure with a range is known: Long-term value." in described[0].text
    assert "未画出（没有带区间的数值）：长期价值。" in described[1].text


def test_each_score_is_told_in_words_with_its_range_beside_the_picture(chapter_of: Chapter) -> None:
    [table] = [one for one in inside(chapter_of(), "table") if "scores" in one.classes]
    for told in (
        "Rank correlation with what came later: 0.62 (95 % interval 0.41 to 0.77).",
        "与之后结果的秩相关：0.62（95%区间0.41至0.77）",
        "moves the trusted figure by 0.71 % (95 % interval 0.60 to 0.82); allowed: 0.3 %",
        "Hiding part of the whole accounts moves it by up to 2.0\u00a0% either way; allowed: 10.0\u00a0%.",
        "Its forecasts miss by 0.90 times what the last value misses (no interval)",
        "TN-J003 too short",
    ):
        assert told.replace("\u00a0", " ") in table.text.replace("\u00a0", " ")
    assert "its contract names no limit" not in table.text


def test_scores_that_no_longer_hold_are_unknown_and_nothing_is_drawn(chapter_of: Chapter) -> None:
    chapter = chapter_of(metric_scores=score_rows(stands=False))
    assert not radars(chapter)
    assert "no longer holds" in chapter.text and "0.62" in chapter.text
    assert "no longer holds" not in chapter_of().text


def test_an_unmeasured_metric_says_so_in_one_line_and_draws_nothing(chapter_of: Chapter) -> None:
    chapter = chapter_of("net_revenue")
    assert not radars(chapter) and not [one for one in inside(chapter, "table") if "scores" in one.classes]
    assert "Nobody has measured yet whether it deserves to be believed" in chapter.text
    assert "nobody has looked yet" in chapter.text and "No experiment has been made" not in chapter.text
    assert "Nobody has voted on it." in chapter.text
    assert "Derived from" in chapter.text and "Derived from" not in chapter_of().text


def test_a_judged_metric_without_experiments_says_that_there_are_none(chapter_of: Chapter) -> None:
    untried = [row for row in score_rows() if row[2] != "effect"]
    assert "No experiment has been made on it." in chapter_of(metric_scores=untried).text
    assert "No experiment has been made on it." not in chapter_of().text


def test_goal_rival_levers_and_owner_are_told_with_links(chapter_of: Chapter) -> None:
    chapter = chapter_of()
    for told in ("Net revenue", "12 weeks later", "12周后", f"Answer first for {JUDGED}", "增长"):
        assert told in chapter.text
    links = {link.attributes["href"]: link.text for link in inside(chapter, "a")}
    assert any("Active customers" in text for text in links.values())


def test_guardrails_stand_beside_the_metric_with_their_figures(chapter_of: Chapter) -> None:
    [table] = [one for one in inside(chapter_of(), "table") if "guards" in one.classes]
    own, first, other = inside(table, "tr")[1:]
    assert "this metric" in own.text
    assert "Average order value" in first.text and "446.21" in first.text and "12.1" in first.text
    assert "a_metric_of_others" in other.text and "This release does not hold it." in other.text
    assert not inside(other, "a")


def test_experiments_say_what_they_moved_and_which_do_not_count(chapter_of: Chapter) -> None:
    text = chapter_of().text
    assert "Experiment first_reply / shown" in text and "cannot be told from none" in text
    assert "Experiment half_seen / shown" in text and "It does not count" in text


def test_votes_are_told_by_team_and_never_by_name(chapter_of: Chapter) -> None:
    text = chapter_of().text
    for told in (
        "aaaaaaaaaaaa",
        "version 1, in force since 2024-01-02",
        "passed: yes 2, no 1",
        "Finance",
        "财务",
    ):
        assert told in text
    for name in ("Chen", "Okafor", "Silva", "chen", "okafor"):
        assert name not in text


def test_a_project_without_committee_contracts_or_admissions_has_a_page(
    chapter_of: Chapter, tmp_path: Path
) -> None:
    bare = small_project(tmp_path, None)
    (tmp_path / "models").mkdir()
    write_manifest(tmp_path, [])
    text = chapter_of(of=bare, metric_scores=[]).text
    for told in ("No goal is declared", "No team has said", "None is named.", "Nobody has voted on it."):
        assert told in text


def test_files_of_the_committee_that_cannot_be_read_are_named(chapter_of: Chapter, tmp_path: Path) -> None:
    broken = small_project(tmp_path, "title: {en: Half a charter}")
    (tmp_path / "models").mkdir()
    assert "TN-G001" in chapter_of(of=broken).text


def test_a_contract_that_is_not_understood_is_named(chapter_of: Chapter, tmp_path: Path) -> None:
    odd = small_project(tmp_path, None)
    (tmp_path / "models").mkdir()
    write_manifest(tmp_path, [(JUDGED, {"tier": "core", "title": "x", "colour": "red"})])
    assert "TN-M002" in chapter_of(of=odd).text
