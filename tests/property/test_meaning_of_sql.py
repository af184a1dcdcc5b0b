"""The canonical text both ways: the same however a query is written; never the same for two that differ.

The oracle of the second is DuckDB: queries of one canonical text give one answer on every table.
"""

from __future__ import annotations

from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from query_grammar import Query, changed, queries, written

from truenorth.definitions.canonical_sql import canonical_sql

values = st.one_of(st.none(), st.integers(0, 3))
tables = st.lists(st.tuples(values, values, values), max_size=12)


@pytest.fixture(scope="module")
def duck() -> Any:
    with duckdb.connect(config={"threads": 1}) as connection:
        yield connection


def answer(duck: Any, table: list[tuple[Any, ...]], sql: str) -> list[tuple[Any, ...]]:
    duck.execute("create or replace table t (a integer, b integer, c integer)")
    if table:
        duck.executemany("insert into t values (?, ?, ?)", table)
    return sorted(duck.execute(sql).fetchall(), key=repr)


styles = st.integers(0, 2**32).map(Random)


@st.composite
def twice_written(draw: st.DrawFn) -> tuple[str, str]:
    query = draw(queries())
    return written(query, draw(styles)), written(query, draw(styles))


@st.composite
def two_queries(draw: st.DrawFn) -> tuple[str, str]:
    query: Query = draw(queries())
    return written(query, draw(styles)), written(draw(changed(query)), draw(styles))


@settings(max_examples=100, deadline=None)
@given(texts=twice_written())
def test_how_it_is_written_changes_nothing(texts: tuple[str, str]) -> None:
    assert canonical_sql(texts[0], "duckdb") == canonical_sql(texts[1], "duckdb")


@settings(max_examples=100, deadline=None)
@given(texts=two_queries(), table=tables)
def test_one_canonical_text_has_one_answer(duck: Any, texts: tuple[str, str], table: Any) -> None:
    same = canonical_sql(texts[0], "duckdb") == canonical_sql(texts[1], "duckdb")
    answers = [answer(duck, table, text) for text in texts]
    event(f"same text: {same}, same answer: {answers[0] == answers[1]}")
    assert not same or answers[0] == answers[1]


@settings(max_examples=60, deadline=None)
@given(texts=twice_written(), table=tables)
def test_the_grammar_itself_writes_one_query(duck: Any, texts: tuple[str, str], table: Any) -> None:
    assert answer(duck, table, texts[0]) == answer(duck, table, texts[1])


@pytest.mark.heavy
@settings(max_examples=3_000, deadline=None)
@given(texts=two_queries(), table=tables)
def test_one_canonical_text_has_one_answer_often(duck: Any, texts: tuple[str, str], table: Any) -> None:
    if canonical_sql(texts[0], "duckdb") == canonical_sql(texts[1], "duckdb"):
        assert answer(duck, table, texts[0]) == answer(duck, table, texts[1])
