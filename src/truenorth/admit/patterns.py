"""A regular expression as SQL, where DuckDB gives the same answer as polars."""

from __future__ import annotations

from ..identifiers import quote_literal
from .regex_subset import NotInSubset, parse, to_re2


def compile_pattern(pattern: str, column_sql: str) -> str | None:
    """Return SQL that is TRUE where `pattern` is found in the text; None when polars has to search.

    Args:
        pattern: as polars' `str.contains` takes it, anchors included.
    """
    try:
        node = parse(pattern)
    except NotInSubset:
        return None
    return f"regexp_matches({column_sql}, {quote_literal(to_re2(node))})"
