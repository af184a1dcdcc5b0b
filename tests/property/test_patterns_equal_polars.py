"""A pattern that compiles finds in DuckDB what polars finds, in every text."""

from __future__ import annotations

import warnings
from collections import Counter

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pattern_grammar import patterns
from value_pools import TEXTS

from truenorth.admit.checks.patterns import compile_pattern

ALPHABET = "abA05 -_.\n\té中😀\u200b１٣^$]\\"


def run_examples(examples: int) -> Counter[str]:
    reached: Counter[str] = Counter()
    con = duckdb.connect()

    @settings(max_examples=examples, deadline=None, database=None, derandomize=examples < 10_000)
    @given(patterns, st.lists(st.text(alphabet=ALPHABET, max_size=6), max_size=8))
    def finds_the_same(pattern: str, drawn: list[str]) -> None:
        texts = pl.Series("x", [*TEXTS, *drawn])
        sql = compile_pattern(pattern, "x")
        try:
            expected = texts.str.contains(pattern)
        except pl.exceptions.ComputeError:
            reached["refused by polars"] += 1  # compile_check tries the check first, so it is never run
            return
        if sql is None:
            reached["stays in polars"] += 1
            return
        reached["IN" if " IN " in sql else "regexp_matches"] += 1
        reached.update({f"found {verdict}" for verdict in expected})
        con.register("texts", texts.to_frame().to_arrow())
        found = [answer for (answer,) in con.sql(f"SELECT {sql} FROM texts").fetchall()]
        assert found == expected.to_list(), [
            text for text, one, two in zip(texts, found, expected, strict=True) if one != two
        ]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        finds_the_same()
    return reached


def assert_everything_was_reached(reached: Counter[str], examples: int) -> None:
    for outcome in ("regexp_matches", "stays in polars", "refused by polars", "found True", "found False"):
        assert reached[outcome] >= examples // 100, reached
    assert reached["IN"] >= examples // 200, reached


def test_patterns_equal_polars() -> None:
    assert_everything_was_reached(run_examples(2_000), 2_000)


@pytest.mark.heavy
def test_patterns_equal_polars_100_000_times() -> None:
    assert_everything_was_reached(run_examples(100_000), 100_000)
