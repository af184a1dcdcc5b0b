"""The committee's chapter: who votes, what is in office, what is overdue, who can move what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from reading_html import Element, Page, site_of

from small_committee import CHARTER, contract, put_to_vote, small_project, vote
from small_release import JUDGED, Rows, sample_rows, verdict_row
from truenorth.definitions.fields import Calibration
from truenorth.project import Project
from truenorth.site.committee_views import view_board
from truenorth.site.judged_views import read_committee

DAY = date(2024, 5, 1)


@pytest.fixture
def chapter_of(release_of: Callable[[Rows], Path], project: Project, tmp_path: Path) -> Callable[..., Page]:
    def read(of: Project | None = None, **tables: list[tuple[object, ...]]) -> Page:
        rows = sample_rows() | {"metric_values": [], "metric_scores": []} | tables
        return site_of(of or project, release_of(rows), tmp_path / "site").page("committee.html")

    return read


def board(page: Page) -> Element:
    [chapter] = page.of_class("board")
    return chapter


def test_members_are_told_by_team_with_the_rules_of_the_day(chapter_of: Callable[..., Page]) -> None:
    text = board(chapter_of()).text
    for told in (
        "Committee of a made-up shop",
        "虚构商店的委员会",
        "75 %",
        "60 %",
        "0 / 1",
        "1 / 2",
        "weigh 3",
    ):
        assert told in text
    assert "weigh 3" in text
    assert "Content" not in text.split("Who votes")[1].split("The impact map")[0], "her term had ended"
    assert "Chen" not in text and "Okafor" not in text


def test_a_metric_in_office_has_its_version_and_an_overdue_look_is_seen(
    chapter_of: Callable[..., Page],
) -> None:
    text = board(chapter_of()).text
    assert "version 1 since 2024-01-02" in text
    assert "2025-12-01, overdue" in text and "One calibration is overdue." in text


def test_what_the_release_calls_unapproved_is_unapproved_here(chapter_of: Callable[..., Page]) -> None:
    row = verdict_row(JUDGED, "Repurchase", "value", "ratio", 0.4, 0.1)
    text = board(chapter_of(metric_verdicts=[(*row[:8], "unapproved", "never put to the vote")])).text
    assert "no vote on the definition as it is" in text and "version 1 since" not in text


def test_the_impact_map_is_a_picture_and_a_table(chapter_of: Callable[..., Page]) -> None:
    page = chapter_of()
    drawn = [one for one in page.of_class("picture") if one.attributes["aria-labelledby"] == "impact-title"]
    assert len(drawn) == 2
    for told in ("A first reply", "首条回复", "Better terms", "expected only", "e1"):
        assert told in board(page).text


def test_a_project_without_a_committee_says_so_in_one_line(
    chapter_of: Callable[..., Page], tmp_path: Path
) -> None:
    bare = small_project(tmp_path, None)
    (tmp_path / "models").mkdir()
    text = board(chapter_of(of=bare)).text
    assert "This project has no committee" in text and "Must vote" not in text


def test_files_that_cannot_be_read_are_named_by_their_code(
    chapter_of: Callable[..., Page], tmp_path: Path
) -> None:
    broken = small_project(tmp_path, CHARTER)
    (tmp_path / "models").mkdir()
    (tmp_path / "committee" / "impact_map.yml").write_text("teams: 3")
    text = board(chapter_of(of=broken)).text
    assert "TN-G005" in text and "no committee" not in text


def test_before_the_committee_began_there_is_none(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    found = read_committee(project)
    assert not view_board(project, found, {}, [], date(2023, 12, 31)).is_there
    assert view_board(project, found, {}, [], DAY).is_there


def test_caps_and_overdue_looks_follow_the_charter(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    put_to_vote(project)
    vote(project, "chen")
    vote(project, "okafor")
    late = replace(contract(), calibration=Calibration("quarterly", date(2024, 4, 1)))
    contracts = {"loyal": late, "other": contract("other"), "rest": contract("rest", "candidate")}
    found = view_board(project, read_committee(project), contracts, [], DAY)
    assert found.north_stars == "2 / 1" and "TN-G010" in [code for code, _ in found.warnings]
    assert [(one.is_overdue, one.is_unapproved) for one in found.offices] == [(True, False), (True, True)]
    on_time = replace(late, calibration=Calibration("quarterly", date(2024, 5, 1)))
    [seen] = view_board(project, read_committee(project), {"loyal": on_time}, [], DAY).offices
    assert not seen.is_overdue and seen.version == "1"
