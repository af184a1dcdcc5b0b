"""Both languages are complete, and the switch needs no script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reading_html import Element, Page, Site, site_of

from truenorth.project import Project

CHINESE = re.compile("[\u4e00-\u9fff]")
# Names, numbers and what others wrote in English only may stand in the Chinese page as they are.
AS_IT_IS = re.compile(
    r"[\d\s.,%£$€¥+−<–?/:-]*[kMB]?|[A-Z][A-Za-z ]+|\d{4}-.*|a_rule_of_last_year in English|a_metric_of_others"
)


@pytest.fixture(scope="module")
def site(project: Project, release: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(project, release, tmp_path_factory.mktemp("public") / "site")


@pytest.fixture(
    params=[
        *("index.html", "metrics/repurchase_rate_90d.html", "sources.html", "sources/online_retail.html"),
        *("quarantine.html", "brushing.html", "compliance.html", "committee.html", "changes.html"),
        *("glossary.html", "search.html"),
    ]
)
def page(site: Site, request: pytest.FixtureRequest) -> Page:
    return site.page(request.param)


def siblings(element: Element) -> list[Element]:
    assert element.parent is not None
    return element.parent.children


def test_every_english_text_has_its_chinese_one_beside_it(page: Page) -> None:
    english, chinese = page.of_class("en"), page.of_class("zh")
    assert len(english) == len(chinese) > 20
    for element in english:
        place = siblings(element).index(element)
        assert "zh" in siblings(element)[place + 1].classes, element.text


def test_every_chinese_text_is_chinese(page: Page) -> None:
    for element in page.of_class("zh"):
        if element.attributes["lang"] == "zh-Hans" and not CHINESE.search(element.text):
            assert AS_IT_IS.fullmatch(element.text), element.text


def test_an_english_text_in_the_chinese_page_says_that_it_is_english(page: Page) -> None:
    for element in page.of_class("zh"):
        if element.attributes["lang"] == "en":
            assert not CHINESE.search(element.text)
            assert AS_IT_IS.fullmatch(element.text), element.text


def test_no_word_stands_outside_the_two_languages(page: Page) -> None:
    """Only names may, and what names its language itself (title, desc)."""
    named = {"bdi", "code", "time", "title", "desc", "style", "script", "legend", "label"}
    for element in page.elements:
        word = re.search(r"[A-Za-z]{3}|[\u4e00-\u9fff]", "".join(element.own))
        told = [around for around in element.lineage if {"en", "zh", "wordmark"} & set(around.classes)]
        if word and not told and element.tag not in named:
            assert element.text == "truenorth" and element.tag == "dt", (element.tag, element.text)


def test_the_switch_is_a_pair_of_radio_buttons_with_labels(page: Page) -> None:
    radios = [element.attributes for element in page.all("input")]
    switches = ["lang-en", "lang-zh", "theme-auto", "theme-light", "theme-dark"]
    assert [radio["id"] for radio in radios if radio["type"] == "radio"] == switches
    assert [label.attributes["for"] for label in page.all("label")] == ["search-field", *switches]


def test_the_style_alone_hides_the_other_language(site: Site) -> None:
    style = (site.folder / "assets" / "style.css").read_text("utf-8")
    assert ":root:has(#lang-en:checked) .zh, :root:has(#lang-zh:checked) .en { display: none; }" in style
