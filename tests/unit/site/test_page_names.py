"""Names of pages: readable, safe on every file system, and never shared by two names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truenorth.site.page_names import page_name

SAFE = re.compile(r"[a-z0-9_][a-z0-9_-]{0,63}")
ODD = st.text(st.characters(codec=None), max_size=80) | st.from_regex(r"[a-zA-Z0-9_.-]{1,70}", fullmatch=True)


@pytest.mark.parametrize("name", ["net_revenue", "mau-28d", "x", "a" * 64])
def test_a_plain_name_is_kept(name: str) -> None:
    assert page_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "/etc/passwd",
        "<img src=x>",
        "con",
        "com1",
        "nul",
        "index",
        "",
        ".",
        "A",
        "指标",
        "a" * 65,
        "a b",
    ],
)
def test_any_other_name_is_marked(name: str) -> None:
    assert SAFE.fullmatch(page_name(name)) and page_name(name) != name
    assert re.search(r"-[0-9a-f]{12}$", page_name(name))


def test_a_name_that_poses_as_a_marked_one_is_marked_itself() -> None:
    assert page_name(page_name("../x")) != page_name("../x")


@given(ODD, ODD)
def test_two_names_never_meet_and_every_file_system_takes_them(one: str, other: str) -> None:
    assert SAFE.fullmatch(page_name(one))
    assert (page_name(one).casefold() == page_name(other).casefold()) == (one == other)
