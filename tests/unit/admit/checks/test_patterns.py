from __future__ import annotations

import duckdb
import pytest

from truenorth.admit.checks.patterns import compile_pattern
from truenorth.admit.checks.regex_nodes import to_re2
from truenorth.admit.checks.regex_subset import NotInSubset, parse


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        (r"^C?[0-9]{6}$", r"^(?:C)?(?:[0-9]){6}$"),
        (r"(?P<code>a|b)+", r"(?:(?:a|b))+"),
        (r"a.c", r"a.c"),
        (r"\.\x41\n", r"\x{2e}A\x{a}"),
        (r"[a\-z]", r"[\x{2d}az]"),
        (r"中{2,}?", r"(?:\x{4e2d}){2,}"),
        (r"\Aa\z", r"^a$"),
    ],
)
def test_written_anew_for_re2(pattern: str, written: str) -> None:
    assert to_re2(parse(pattern)) == written


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            r"(?i)a",
            r"(?=a)",
            r"a**",
            r"a{,2}",
            r"a{2,1}",
            r"a{1001}",
            r"(a{100}){100}",
            r"\b",
            r"\p{L}",
            r"\<a",
        ),
        *(
            r"[[:alpha:]]",
            r"[a&&b]",
            r"[a--b]",
            r"[]a]",
            r"[^]a]",
            r"[a-\d]",
            r"[\d-z]",
            r"[z-a]",
            r"[a",
            r"(a",
            r"a)",
        ),
        *(r"^*", r"*a", r"\w{5}", "a\\", r"[\W]", "\ud800"),
    ],
)
def test_not_in_the_subset(pattern: str) -> None:
    with pytest.raises(NotInSubset):
        parse(pattern)
    assert compile_pattern(pattern, "x") is None


def test_a_list_of_words_becomes_in() -> None:
    assert compile_pattern(r"^(GBP|E'R)$", "x") == "(x IN ('GBP', 'E''R'))"
    assert compile_pattern("^GBP$", "x") == "(x IN ('GBP'))"
    assert " IN " not in str(compile_pattern("^GBP|EUR$", "x"))


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        *(
            (r"^\d$", "٣", True),
            (r"^\s$", "\u3000", True),
            (r"^\w+$", "订单", True),
            (r"^[\d.]+$", "１.５", True),
        ),
        *((r"a$", "a\n", False), (r"^.$", "\n", False), (r"^[^a]$", "\n", True), (r"^.$", "😀", True)),
    ],
)
def test_reads_unicode_as_polars_does(pattern: str, text: str, found: bool) -> None:
    sql = compile_pattern(pattern, "x")
    assert duckdb.connect().execute(f"SELECT {sql} FROM (SELECT ? AS x)", [text]).fetchone() == (found,)
