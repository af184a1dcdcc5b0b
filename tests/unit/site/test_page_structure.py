"""The page is one sound, self-contained document that holds everything the release says."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise
from pathlib import Path

import pytest
from reading_html import Page

from small_release import METRICS, sample_rows
from truenorth.project import Project
from truenorth.site import write_page


@pytest.fixture(scope="module")
def html(project: Project, release: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_page(project, release, tmp_path_factory.mktemp("site") / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_every_metric_has_a_chapter_with_its_texts(page: Page) -> None:
    assert {section.children[1].text for section in page.of_class("metric")} == {
        f"{title}{name}的中文名" for name, title, *_ in METRICS
    }
    for name, *_ in METRICS:
        assert f"What does {name} ask?" in page.text
        assert f"How {name} is counted." in page.text


def test_metrics_with_the_largest_bubble_come_first(page: Page) -> None:
    [overview] = page.of_class("glance")
    links = [link.text for link in page.all("a") if overview in link.lineage]
    by_bubble = sorted(METRICS, key=lambda metric: -abs(metric[5]))
    assert links == [f"{title}{name}的中文名" for name, title, *_ in by_bubble]
    assert "The dashboard shows 18\u00a0% more than can be believed." in "".join(overview.pieces)


def test_every_reason_and_every_delivery_is_there(page: Page) -> None:
    [reasons] = page.of_class("reasons")
    [batches] = page.of_class("batches")
    for _, reason, rows, _ in sample_rows()["quarantine_reasons"]:
        assert reason in reasons.text
        assert f"{rows:,}" in reasons.text
    for row in sample_rows()["batches"]:
        assert row[2] in batches.text


def test_a_held_delivery_is_told_at_the_top_with_its_reason(page: Page) -> None:
    [notice] = [place for place in page.of_class("notice") if "held-heading" in place.attributes.values()]
    assert "2 deliveries are held back" in notice.text
    assert "UnitPrice.median: observed 208.0, expected 1.2 to 3.9" in notice.text
    assert "TN-D002" in notice.text


def test_every_check_of_the_contract_is_a_sentence(page: Page) -> None:
    [contract] = page.of_class("contract")
    for sentence in (
        "InvoiceNo has the form: optionally “A” or “C”, then 6 digits.",
        "Quantity is not 0.",
        "Quantity不等于0。",
        "CustomerID may be empty.",
        "Only a cancellation may have a negative quantity.",
        "只有取消单可以有负数量。",
        "where they do, the first copy stays.",
    ):
        assert sentence in contract.text


def test_row_fates_add_up_to_the_whole_bar(page: Page) -> None:
    [bar] = page.of_class("fate")
    widths = [float(part.attributes["width"].rstrip("%")) for part in bar.children]
    assert sum(widths) == pytest.approx(100, abs=0.05)


def test_nothing_is_loaded_from_anywhere(page: Page, html: str) -> None:
    assert not page.all("img") and not page.all("link") and not page.all("iframe")
    assert "url(http" not in html and "@import" not in html
    for element in page.elements:
        for name, value in element.attributes.items():
            assert not name.startswith("on"), (element.tag, name)
            assert name != "style", element.tag
            if name in ("src", "href", "xlink:href", "action"):
                assert value.startswith("#"), (element.tag, value)
    assert re.findall(r"https?://", html) == []


def test_the_policy_names_the_only_script_and_style_by_digest(page: Page, html: str) -> None:
    [policy] = [meta.attributes["content"] for meta in page.all("meta") if "http-equiv" in meta.attributes]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_ids_are_unique_and_everything_pointed_at_exists(page: Page) -> None:
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in page.elements:
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert set(element.attributes.get(name, "").split()) <= set(ids), (element.tag, name)
        for name in ("href", "fill", "clip-path"):
            if found := re.fullmatch(r"(?:url\()?#([^)]+)\)?", element.attributes.get(name, "")):
                assert found[1] in ids, (element.tag, name)


def test_headings_go_down_one_step_at_a_time(page: Page) -> None:
    levels = [int(element.tag[1]) for element in page.elements if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_landmarks_and_table_headers_are_named(page: Page) -> None:
    for tag in ("header", "main", "nav", "footer", "h1"):
        assert len(page.all(tag)) == 1, tag
    assert page.all("a")[0].attributes["href"] == "#content"
    for header in page.all("th"):
        assert header.attributes.get("scope") in ("col", "row")
    assert page.all("html")[0].attributes["lang"] == "en"


def test_each_picture_is_told_in_words_and_as_a_table(page: Page) -> None:
    pictures = page.of_class("picture")
    trends = [one for one in pictures if one.attributes["aria-labelledby"] in titles_of_trends(page)]
    assert len(trends) == 2 * len(METRICS)
    for picture in trends:
        assert "Dec" in picture.text and "12月" in picture.text  # words stay words
    for picture in pictures:
        assert picture.attributes["role"] == "img"
        assert [child.tag for child in picture.children[:4]] == ["title", "title", "desc", "desc"]
    tables = [details for details in page.all("details") if "The picture as a table" in details.text]
    assert len(tables) == len(METRICS)


def titles_of_trends(page: Page) -> set[str]:
    return {
        heading.attributes["id"]
        for heading in page.all("h3")
        if "figcaption" in [around.tag for around in heading.lineage]
    }


def test_a_rate_over_few_is_marked(page: Page) -> None:
    marked = [row for row in page.of_class("few") if "Italy" in row.text]
    assert marked and all("few" in row.text for row in marked)


def test_no_customer_number_is_on_the_page(page: Page) -> None:
    assert not re.search(r"(?<![\d.,])1[2-8]\d{3}(?![\d,])", page.text)
