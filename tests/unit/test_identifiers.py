"""Whatever a name or a text holds, it arrives in SQL as itself."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truenorth.identifiers import quote_identifier, quote_literal

# SQL texts are UTF-8: lone surrogates cannot be written
TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


@given(text=TEXTS)
def test_a_literal_comes_back_as_it_was(con: duckdb.DuckDBPyConnection, text: str) -> None:
    assert con.execute(f"SELECT {quote_literal(text)}").fetchone() == (text,)


@given(name=TEXTS.filter(bool))
def test_an_identifier_names_exactly_its_column(con: duckdb.DuckDBPyConnection, name: str) -> None:
    con.execute(f"SELECT 1 AS {quote_identifier(name)}")
    assert con.description is not None
    assert con.description[0][0] == name


@pytest.mark.parametrize(
    ("name", "quoted"),
    [('a"b', '"a""b"'), ("a'b", '"a\'b"'), ('"; DROP TABLE t; --', '"""; DROP TABLE t; --"'), ("名", '"名"')],
    ids=["double-quote", "single-quote", "injection", "chinese"],
)
def test_quoted_identifiers(name: str, quoted: str) -> None:
    assert quote_identifier(name) == quoted


@pytest.mark.parametrize("quote", [quote_identifier, quote_literal], ids=["identifier", "literal"])
def test_a_nul_cannot_be_quoted(quote) -> None:
    with pytest.raises(ValueError, match="NUL"):
        quote("a\x00b")
