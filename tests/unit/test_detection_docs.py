"""docs/detection.md and its twin say of the signals what their own ymls say."""

from __future__ import annotations

import re

import pytest

import signals_tables
from truenorth.strict_yaml import load_yaml


@pytest.mark.parametrize("lang", signals_tables.PAGES)
def test_the_tables_of_signals_are_those_of_the_ymls(lang: str) -> None:
    page = signals_tables.PAGES[lang].read_text(encoding="utf-8")
    assert len(signals_tables.PLACE.findall(page)) == {"en": 3, "zh": 1}[lang]
    assert signals_tables.with_tables(page) == page, "run `python tests/signals_tables.py`"


def test_codes_are_unique_and_have_pages() -> None:
    codes = [signal["code"] for _, signal in signals_tables.declared_signals()]
    assert len(codes) == len(set(codes))
    pages = signals_tables.ROOT / "src" / "truenorth" / "rules"
    assert [code for code in codes if not (pages / f"{code}.md").exists()] == []


def test_every_signal_is_listed_under_the_entities_that_it_needs() -> None:
    settings = load_yaml(signals_tables.ROOT / "dbt_project.yml")
    listed = [name for names in settings["vars"]["truenorth_signals"].values() for name in names]
    assert sorted(listed) == sorted(name for name, _ in signals_tables.declared_signals())


def test_every_threshold_says_where_it_comes_from() -> None:
    origins = ("null model", "measured", "founding document", "reviewed", "definition")
    for name, signal in signals_tables.declared_signals():
        for limit in signal.get("thresholds", []):
            assert limit["origin"].startswith(origins), (name, limit["name"])
            assert len(limit["origin"]) > 20, (name, limit["name"])


def test_texts_of_signals_are_written_in_both_languages() -> None:
    for name, signal in signals_tables.declared_signals():
        for field in ("title", "question"):
            assert len(signal[field]["en"]) > 3, (name, field)
            assert re.search(r"[\u4e00-\u9fff]{2}", signal[field]["zh"]), (name, field)
        assert len(signal["null_model"]) > 20, name
