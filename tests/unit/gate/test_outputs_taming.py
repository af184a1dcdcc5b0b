"""What other people named is seen as it is, and no screen and no runner obeys it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate_reports import HOSTILE
from truenorth.gate.outputs.taming import clip, spell_marks, tame

TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(), st.text(alphabet=":#[]vso \n\u202e\x1b"))


@given(TEXTS)
def test_nothing_that_is_not_seen_is_left(text: str) -> None:
    tamed = tame(text)
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not [one for one in tamed if unicodedata.category(one) in hidden and one not in "\u200c\u200d"]
    tamed.encode("utf-8")


@given(TEXTS)
def test_no_mark_that_a_runner_obeys_is_left(text: str) -> None:
    assert "##" not in tame(text)
    assert "::" not in tame(text)


@given(TEXTS)
def test_taming_twice_changes_nothing_more(text: str) -> None:
    assert tame(tame(text)) == tame(text)


@pytest.mark.parametrize(
    "text", ["orders", "models/gmv.sql:3", "指标 GMV", "a: b", "#1", "👩\u200d🔬", "100 %"]
)
def test_a_harmless_name_stays_as_it_is(text: str) -> None:
    assert tame(text) == text


def test_a_hidden_character_is_spelled() -> None:
    assert tame("a\u202eb\x1bc") == "a\\u202eb\\u001bc"


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_a_clipped_text_has_at_most_so_many_characters(text: str, most: int) -> None:
    clipped = clip(text, most)
    assert len(clipped) <= most
    assert clipped == text or clipped.endswith("…")


def test_a_spelled_mark_is_the_same_json() -> None:
    import json

    value = {"a": "##vso[task.complete]", "b": "#### \\## x"}
    spelled = spell_marks(json.dumps(value))
    assert "##" not in spelled
    assert json.loads(spelled) == value
