"""What a scope file says, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from .durations import Period
from .taxonomy import PERSONAL, any_covers, covers

MaskingRule = Literal["pattern", "hashed", "coarsened", "absent"]
SUBJECT_CATEGORY = "user.unique_id"


@dataclass(frozen=True)
class Masking:
    """How the values of a column must look when they arrive.

    Attributes:
        rule: `pattern` (every value matches), `hashed` (every value is the hexadecimal text of a digest),
            `coarsened` (every number or time is a whole multiple of `step`), `absent` (no value at all).
        pattern: regular expression of the whole value.
        step: number, or period in words of SQL's date_trunc (`day`, `month`) for times.
    """

    rule: MaskingRule
    pattern: str = ""
    step: str = ""


@dataclass(frozen=True)
class Retention:
    """How long rows may be kept: from the value of `column` on, for `period`."""

    period: Period
    column: str
    reference: str


@dataclass(frozen=True)
class Processing:
    """One use of a source's data and what it rests on: fideslang's privacy declaration.

    Attributes:
        data_use: the purpose; it covers the uses below it.
        categories: data categories that it speaks of; each covers those below it.
        legal_basis: fideslang's word, for example `Consent` or `Legitimate interests`.
        special_basis: for special categories, for example `Explicit consent`; empty otherwise.
        reference: where the assessment or the reason can be read.
    """

    data_use: str
    categories: tuple[str, ...]
    legal_basis: str
    special_basis: str
    reference: str

    def allows_forbidden(self, category: str, purpose: str) -> bool:
        """Whether it rests on explicit consent and an assessment, for this category and purpose."""
        return (
            self.special_basis == "Explicit consent"
            and bool(self.reference)
            and covers(self.data_use, purpose)
            and any_covers(self.categories, category)
        )


@dataclass(frozen=True)
class DeclaredColumn:
    """One source column.

    Attributes:
        categories: its data categories; those of its table and source are among them.
        purposes: data uses that it may serve; the nearest list counts (column, table, source).
    """

    name: str
    categories: tuple[str, ...]
    purposes: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    masking: Masking | None = None

    @property
    def is_personal(self) -> bool:
        return any(covers(PERSONAL, category) for category in self.categories)

    @property
    def names_a_subject(self) -> bool:
        """Whether its values are ids of persons, by which rows can be found and erased."""
        return any(covers(SUBJECT_CATEGORY, category) for category in self.categories)


@dataclass(frozen=True)
class DeclaredTable:
    """One table of a source; columns by lower-case name."""

    name: str
    columns: dict[str, DeclaredColumn] = field(default_factory=dict)
    retention: Retention | None = None

    @property
    def is_personal(self) -> bool:
        return any(column.is_personal for column in self.columns.values())

    def subject_columns(self) -> tuple[str, ...]:
        """Columns whose values are ids of persons."""
        return tuple(column.name for column in self.columns.values() if column.names_a_subject)


@dataclass(frozen=True)
class DeclaredSource:
    """One scope file.

    Attributes:
        path: the file.
        tables: by lower-case name.
        processing: what each use of its data rests on, in file order.
    """

    name: str
    path: Path
    tables: dict[str, DeclaredTable] = field(default_factory=dict)
    processing: tuple[Processing, ...] = ()

    def basis_for(self, purpose: str) -> Processing | None:
        """Return what the nearest declared use that covers `purpose` rests on, None if none does."""
        found = [one for one in self.processing if covers(one.data_use, purpose)]
        return max(found, key=lambda one: len(one.data_use), default=None)


Declarations = dict[str, DeclaredSource]


def all_columns(declared: Declarations) -> Iterator[tuple[DeclaredSource, DeclaredTable, DeclaredColumn]]:
    """Every declared column with its source and table, in file order."""
    for source in declared.values():
        for table in source.tables.values():
            for column in table.columns.values():
                yield source, table, column


def find_column(
    declared: Declarations, source: str, table: str, column: str
) -> tuple[DeclaredSource, DeclaredColumn] | None:
    """Return one declared column by its names in any case, None if it is not declared."""
    here: Any = declared.get(source.lower())
    there = here.tables.get(table.lower()) if here else None
    found = there.columns.get(column.lower()) if there else None
    return (here, found) if found else None
