"""Documents of ODCS for tests: a small whole one, and tables of contracts at random."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
from hypothesis import strategies as st

from truenorth.odcs.table import Table, TableColumn, TableExpectation, TableUniqueness
from truenorth.odcs.types import logical_type

TYPES: list[pl.DataType] = [
    pl.String(),
    pl.Boolean(),
    pl.Int8(),
    pl.Int32(),
    pl.Int64(),
    pl.UInt16(),
    pl.Float32(),
    pl.Float64(),
    pl.Decimal(10, 2),
    pl.Date(),
    pl.Datetime("ms"),
    pl.Datetime("us"),
    pl.Datetime("ns"),
]
NAMES = [
    "a",
    "order_no",
    "Betrag",
    "单价",
    "validate",
    "str",
    "class",
    "_hidden",
    "with blank",
    "quo'te\"",
    "a\\b",
]
TEXTS = st.sampled_from(
    ["", "x", "O'Brien", 'a"b', "back\\slash", "{object}", "中文", "é\u200b", "a\nb", "-- ; drop"]
)
WORDS = TEXTS.map(lambda text: " ".join(text.split()))


def document(*properties: dict[str, Any], **of_table: Any) -> dict[str, Any]:
    """A document with one table `orders`, as somebody else could have written it."""
    return {
        "apiVersion": "v3.1.0",
        "kind": "DataContract",
        "id": "supplier.orders",
        "version": "1.0.0",
        "status": "active",
        "servers": [{"server": "raw", "type": "local", "path": "data/orders/*.csv", "format": "csv"}],
        "schema": [{"name": "orders", "properties": list(properties), **of_table}],
    }


def _values(dtype: pl.DataType) -> st.SearchStrategy[Any]:
    kind = logical_type(dtype)
    if kind == "string":
        return TEXTS
    if kind == "boolean":
        return st.booleans()
    if kind == "date":
        return st.dates(date(1990, 1, 1), date(2040, 1, 1))
    if kind == "timestamp":
        return st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)).map(
            lambda one: one.replace(microsecond=0)
        )
    if isinstance(dtype, pl.Decimal):
        return st.one_of(
            st.integers(-99, 99), st.decimals(-99, 99, places=2).map(lambda one: Decimal(str(one)))
        )
    if kind == "number":
        return st.floats(-1e6, 1e6, allow_nan=False)
    return st.integers(0, 100)


@st.composite
def rules(draw: st.DrawFn, dtype: pl.DataType) -> dict[str, Any]:
    """Arguments of `pa.Field` that Pandera builds for the type."""
    values = _values(dtype)
    kind = logical_type(dtype)
    found: dict[str, Any] = {}
    lists = st.lists(values, min_size=1, max_size=4, unique=True)
    for name, strategy in (("eq", values), ("ne", values), ("isin", lists), ("notin", lists)):
        if draw(st.integers(0, 4)) == 0:
            found[name] = draw(strategy)
    if kind == "string":
        for name in ("str_matches", "str_contains", "str_startswith", "str_endswith"):
            if draw(st.integers(0, 3)) == 0:
                found[name] = draw(st.sampled_from(["^a", "a|^b", "[0-9]{2}", "x+$", "中", "\\d"]))
        if draw(st.booleans()):
            low = draw(st.integers(0, 5))
            high = {"max_value": low + draw(st.integers(0, 9))} if draw(st.booleans()) else {}
            found["str_length"] = {"min_value": low, **high}
    elif kind != "boolean":
        for name in ("gt", "ge", "lt", "le"):
            if draw(st.integers(0, 3)) == 0:
                found[name] = draw(values)
        if draw(st.integers(0, 2)) == 0:
            low, high = sorted([draw(values), draw(values)])
            sides = {"include_min": True, "include_max": True} if low == high else {}
            sides = sides or {"include_min": draw(st.booleans()), "include_max": draw(st.booleans())}
            found["in_range"] = {"min_value": low, "max_value": high, **sides}
    return found


@st.composite
def columns(draw: st.DrawFn, name: str) -> TableColumn:
    """One column."""
    dtype = draw(st.sampled_from(TYPES))
    reasons = {"dtype": "unreadable"} if draw(st.integers(0, 3)) == 0 else {}
    return TableColumn(
        name=name,
        dtype=dtype,
        nullable=draw(st.booleans()),
        unique=draw(st.booleans()),
        coerce=True,
        may_be_missing=draw(st.booleans()),
        rules=draw(rules(dtype)),
        reasons={rule: f"{reason}_{NAMES.index(name)}" for rule, reason in reasons.items()},
        title=draw(WORDS),
        description=draw(TEXTS),
    )


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of contracts that says only what both forms have."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    keys = tuple(draw(st.permutations(names)))[:2]
    policy = draw(st.sampled_from(["all", "exclude_first", "exclude_last"]))
    unique = [TableUniqueness(keys, "copied", policy)] if len(keys) == 2 and draw(st.booleans()) else []
    low = draw(st.integers(0, 9))
    expectation = TableExpectation(
        "rows_of_a_day",
        "expect_column_values_to_be_between",
        "rows",
        draw(st.sampled_from(["critical", "warning", "info"])),
        draw(WORDS) or "reviewed: of a test",
        {"min_value": low, "strict_min": draw(st.booleans())},
    )
    return Table(
        name="orders",
        columns=tuple(draw(columns(name)) for name in names),
        uniqueness=tuple(unique),
        expectations=(expectation,),
        history_length=draw(st.sampled_from([None, 3])),
        strict=draw(st.sampled_from([True, False, "filter"])),
        description=draw(WORDS) or "One row.",
        chinese={"contract": "一行。"} if draw(st.booleans()) else {},
    )
