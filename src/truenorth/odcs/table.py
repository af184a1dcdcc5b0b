"""One table of a contract between its two forms: what is read out of either can be written as the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

RULE_OF_FIELD = {
    "eq": "equal_to",
    "ne": "not_equal_to",
    "gt": "greater_than",
    "ge": "greater_than_or_equal_to",
    "lt": "less_than",
    "le": "less_than_or_equal_to",
    "in_range": "in_range",
    "isin": "isin",
    "notin": "notin",
    "str_contains": "str_contains",
    "str_startswith": "str_startswith",
    "str_endswith": "str_endswith",
    "str_matches": "str_matches",
    "str_length": "str_length",
}
"""Argument of `pa.Field` to the name that Pandera gives its check."""
FIELD_OF_RULE = {rule: argument for argument, rule in RULE_OF_FIELD.items()}


@dataclass(frozen=True)
class TableColumn:
    """One column.

    Attributes:
        rules: argument of `pa.Field` to its value, in order; JSON's types, dates and times.
        reasons: rule to the reason that a failing row carries, where it is not the usual one.
    """

    name: str
    dtype: pl.DataType
    nullable: bool
    unique: bool = False
    coerce: bool = False
    may_be_missing: bool = False
    rules: Mapping[str, Any] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    description: str = ""


@dataclass(frozen=True)
class TableUniqueness:
    """Columns that no two rows share; `policy` says which copies are set aside."""

    columns: tuple[str, ...]
    reason: str
    policy: str


@dataclass(frozen=True)
class TableExpectation:
    """One expectation on one measure of a batch's profile, as Great Expectations' arguments.

    Attributes:
        kind: for example `expect_column_values_to_be_between`.
        settings: its arguments without `column`, `meta` and `severity`.
    """

    name: str
    kind: str
    measure: str
    severity: str
    origin: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """Everything that a source's contract demands, and its words.

    Attributes:
        strict: True holds a batch with columns that are not named here.
        chinese: what the Chinese site says, by column, reason or `contract`.
        unkept: name and words of each rule that the other form does not have.
        left_out: what demands nothing of the data and has no place here.
    """

    name: str
    columns: tuple[TableColumn, ...]
    uniqueness: tuple[TableUniqueness, ...] = ()
    expectations: tuple[TableExpectation, ...] = ()
    history_length: int | None = None
    strict: bool | str = False
    description: str = ""
    chinese: Mapping[str, str] = field(default_factory=dict)
    unkept: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()
