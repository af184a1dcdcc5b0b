"""Both languages are complete, and the switch needs no script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reading_html import Element, Page

from truenorth.project import Project
from truenorth.site import write_page

CHINESE = re.compile("[\u4e00-\u9fff]")
# Names, numbers and what others wrote in English only may stand in the Chinese page as they are.
AS_IT_IS = re.compile(
    r"[\d\s.,%£$€¥+−<–?/:-]*[kMB]?|[A-Z][A-Za-z ]+|\d{4}-.*|a_rule_of_last_year in English|a_metric_of_others"
)


@pytest.fixture(scope="module")
def page(project: Project, release: Path, tmp_path_factory: pytest.TempPathFactory) -> Page:
    out = write_page(project, release, tmp_path_factory.mktemp("site") / "index.html")
    return Page(out.read_text("utf-8"))


def siblings(element: Element) -> list[Element]:
    assert element.parent is not None
    return element.parent.children


def test_every_english_text_has_its_chinese_one_beside_it(page: Page) -> None:
    english, chinese = page.of_class("en"), page.of_class("zh")
    assert len(english) == len(chinese) > 200
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
    assert [radio["id"] for radio in radios] == ["lang-en", "lang-zh"]
    assert [label.attributes["for"] for label in page.all("label")] == ["lang-en", "lang-zh"]
    assert ":root:has(#lang-zh:checked) .en" in page.all("style")[0].text
