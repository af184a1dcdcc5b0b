"""The first page: what may be believed today stands first, with the reason in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reading_html import Page, site_of

from small_release import JUDGED, Rows, sample_rows
from truenorth.project import Project

Overview = Callable[[dict[str, tuple[str, str]]], Page]


@pytest.fixture
def overview_of(release_of: Callable[[Rows], Path], project: Project, tmp_path: Path) -> Overview:
    def read(said: dict[str, tuple[str, str]]) -> Page:
        """Tier and verdict of metrics that differ from the sample."""
        rows = sample_rows() | {"metric_values": []}
        rows["metric_verdicts"] = [
            (*row[:2], said[row[0]][0], *row[3:8], said[row[0]][1], row[9]) if row[0] in said else row
            for row in rows["metric_verdicts"]
        ]
        return site_of(project, release_of(rows), tmp_path / "site").page()

    return read


def test_an_admitted_north_star_may_be_believed_and_says_why(overview_of: Overview) -> None:
    page = overview_of({JUDGED: ("north_star", "admitted"), "net_revenue": ("north_star", "refused")})
    assert "Of 2 north stars, 1 may be believed today." in page.text and "今天有1个可信" in page.text
    believed, refused = sorted(page.of_class("star"), key=lambda star: "believed" not in star.classes)
    assert "Repurchase within 90 days" in believed.text and "may be believed today" in believed.text
    assert "Relevance: admitted, Operability: doubtful" in believed.text and "相关性：通过" in believed.text
    assert "Not drawn" not in believed.text, "there is no picture here"
    assert "Net revenue" in refused.text and "may not be believed" in refused.text
    assert "believed" not in refused.classes


@pytest.mark.parametrize("verdict", ["unknown", "unjudged", "doubtful", "unapproved", "something new", ""])
def test_what_is_not_admitted_is_not_believed(verdict: str, overview_of: Overview) -> None:
    page = overview_of({"net_revenue": ("north_star", verdict)})
    assert "Of 1 north star, none may be believed today." in page.text
    [star] = page.of_class("star")
    assert "believed" not in star.classes and "may be believed today" not in star.text
    assert "Nobody has measured yet" in star.text


def test_the_other_tiers_stand_below_in_their_order(overview_of: Overview) -> None:
    page = overview_of(
        {
            JUDGED: ("north_star", "admitted"),
            "net_revenue": ("core", "admitted"),
            "gross_revenue": ("a tier of others", "refused"),
        }
    )
    headings = [heading.text for heading in page.all("h3") if "tier" in heading.parent.classes]
    assert headings == ["Core metrics核心指标", "Candidates候选指标", "Others其他指标"]
    core, candidates, others = page.of_class("glance")
    assert "Net revenue" in core.text and "Gross revenue" in others.text
    assert len([row for row in page.all("tr") if candidates in row.lineage]) == 1 + 3


def test_a_project_without_a_log_says_that_nothing_is_attested(overview_of: Overview) -> None:
    [state] = overview_of({}).of_class("state")
    assert "Nothing is attested" in state.text
