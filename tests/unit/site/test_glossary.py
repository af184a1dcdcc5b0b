"""Every word of the glossary and every code is explained in both languages, once."""

from __future__ import annotations

import re
from importlib.resources import files

from truenorth.site.code_titles import code_titles
from truenorth.site.glossary_terms import read_glossary

CHINESE = re.compile("[\u4e00-\u9fff]")


def test_terms_are_explained_in_both_languages_and_have_places_of_their_own() -> None:
    glossary = read_glossary()
    terms = [*glossary.terms, *glossary.tools]
    assert len({term.key for term in terms}) == len(terms) > 25
    for term in terms:
        assert re.fullmatch("[a-z][a-z_-]+", term.key)
        assert CHINESE.search(term.name.zh) and CHINESE.search(term.meaning.zh), term.key
        assert term.meaning.en.endswith(".") and term.meaning.zh.endswith("。"), term.key
    assert {"raw", "trusted", "bubble", "north_star"} <= {term.key for term in terms}


def test_tools_of_others_promise_no_connector() -> None:
    for term in read_glossary().tools:
        assert "no connector" in term.meaning.en and "不提供连接器" in term.meaning.zh


def test_every_code_has_a_title_in_both_languages() -> None:
    titles = code_titles()
    assert set(titles) == {page.name.removesuffix(".md") for page in (files("truenorth") / "rules").iterdir()}
    for code, title in titles.items():
        assert title.en and not title.en.startswith("#"), code
        assert CHINESE.search(title.zh), code
