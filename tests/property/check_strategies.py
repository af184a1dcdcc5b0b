"""Random Pandera checks for a column: every kind that compiles, and some that never do."""

from __future__ import annotations

import re
from typing import Any

import pandera.polars as pa
import polars as pl
from hypothesis import strategies as st
from pattern_grammar import patterns
from value_pools import TEXTS, constants_for

ORDERED = ("greater_than", "greater_than_or_equal_to", "less_than", "less_than_or_equal_to")
EQUALITY = ("equal_to", "not_equal_to")
TEXT_ONLY = ("str_matches", "str_contains", "str_startswith", "str_endswith", "str_length")
KINDS = (*ORDERED, *EQUALITY, "in_range", "isin", "notin", *TEXT_ONLY)


@st.composite
def checks_for(draw: st.DrawFn, dtype: pl.DataType) -> pa.Check | None:
    """Draw one check; None where Pandera itself refuses to build it."""
    pool = [*KINDS, *TEXT_ONLY, "lambda"] if dtype == pl.String else [*KINDS[:9], *KINDS, "lambda"]
    kind = draw(st.sampled_from(pool))
    settings: dict[str, Any] = {"ignore_na": draw(st.booleans())}
    if draw(st.integers(0, 9)) == 0:
        settings["name"] = "equal_to"  # a name proves nothing about what the check does
    try:
        return _build(draw, kind, dtype, settings)
    except (ValueError, TypeError, ArithmeticError, re.error):
        return None


def _build(draw: st.DrawFn, kind: str, dtype: pl.DataType, settings: dict[str, Any]) -> pa.Check:
    constants = constants_for(dtype)
    if kind == "lambda":
        return pa.Check(lambda data: data.lazyframe.select(pl.col(data.key).is_not_null()), **settings)
    if kind in (*ORDERED, *EQUALITY):
        return getattr(pa.Check, kind)(draw(constants), **settings)
    if kind == "in_range":
        ends = [draw(constants), draw(constants)]
        if type(ends[0]) is type(ends[1]) and draw(st.integers(0, 9)) > 0:
            ends.sort()
        open_ends = {"include_min": draw(st.booleans()), "include_max": draw(st.booleans())}
        return pa.Check.in_range(*ends, **open_ends, **settings)
    if kind in ("isin", "notin"):
        first = draw(constants)
        alike = constants.filter(lambda value: type(value) is type(first))
        listed = [first, *draw(st.lists(alike, max_size=3)), *draw(st.sampled_from([[], [], [None], [1.5]]))]
        listed = listed if draw(st.integers(0, 19)) else []
        return getattr(pa.Check, kind)(listed, **settings)
    if kind in ("str_matches", "str_contains"):
        pattern: Any = draw(patterns)
        return getattr(pa.Check, kind)(re.compile(pattern) if draw(st.booleans()) else pattern, **settings)
    if kind == "str_length":
        low, high = draw(st.integers(0, 7)), draw(st.integers(0, 3000))
        bounds = draw(st.sampled_from([{"min_value": low}, {"max_value": high}, {"exact_value": low}, {}]))
        return pa.Check.str_length(**(bounds or {"min_value": low, "max_value": high}), **settings)
    return getattr(pa.Check, kind)(draw(st.sampled_from(TEXTS)), **settings)
