"""Quoting for SQL: the only place where a name or a text becomes SQL."""

from __future__ import annotations


def quote_identifier(name: str) -> str:
    """Return `name` as a double-quoted SQL identifier."""
    if "\x00" in name:
        raise ValueError("an identifier cannot hold a NUL character")
    return '"' + name.replace('"', '""') + '"'


def quote_literal(text: str) -> str:
    """Return `text` as a single-quoted SQL string."""
    if "\x00" in text:
        raise ValueError("a SQL string cannot hold a NUL character")
    return "'" + text.replace("'", "''") + "'"
