"""What a release says of the compliance pyramid: consent and columns by metric, tables, masking, slices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

GAPS = {
    "missing": "TN-K010",
    "expired": "TN-K011",
    "withdrawn": "TN-K012",
    "refused": "TN-K013",
    "wrong_purpose": "TN-K014",
    "wrong_notice_version": "TN-K015",
    "minor_without_guardian": "TN-K016",
    "no_explicit_consent": "TN-K017",
}
"""Why consent does not cover a row, in the order of the columns of `consent_coverage`, with the codes."""


@dataclass(frozen=True)
class Coverage:
    """One use of a personal entity by a metric.

    Attributes:
        status: covered, not covered, other basis or unknown.
        legal_basis, reference: fideslang's word for what the use rests on, and where that can be read.
        covered, excluded: rows; None where the use does not rest on consent.
        gaps: excluded rows by reason, the reasons without rows left out.
        late: rows that went out before the end of consent was recorded.
    """

    metric: str
    entity: str
    purpose: str
    status: str
    legal_basis: str
    reference: str
    personal: int
    covered: int | None
    excluded: int | None
    gaps: dict[str, int]
    late: int


@dataclass(frozen=True)
class ScopedColumn:
    """One source column that reaches a metric; `code` is empty where it may."""

    metric: str
    purpose: str
    source: str
    table: str
    column: str
    categories: str
    is_personal: bool
    is_declared: bool
    data_use: str
    step: str
    code: str
    reason: str
    path: str


@dataclass(frozen=True)
class Kept:
    """How long the rows of a table may be kept; `code` is empty where they are not kept longer."""

    source: str
    table: str
    period: str
    oldest_day: date | None
    keep_from: date | None
    wrong_rows: int
    code: str


@dataclass(frozen=True)
class Masked:
    """One column with a declared masking, measured on what was received."""

    source: str
    table: str
    column: str
    declared: str
    checked_rows: int | None
    wrong_rows: int
    code: str


@dataclass(frozen=True)
class WithheldSlices:
    """How many slices of one metric along one dimension are withheld, because they tell of few persons."""

    metric: str
    dimension: str
    smallest_group: int
    slices: int
    withheld: int
    few_persons: int


@dataclass(frozen=True)
class PersonalTable:
    """One raw table and what is promised of it; `is_personal` is None where nobody has declared it."""

    source: str
    table: str
    is_declared: bool
    is_personal: bool | None
    has_row_contract: bool
    has_contract: bool


@dataclass(frozen=True)
class ComplianceFigures:
    """The compliance tables of one release."""

    coverage: tuple[Coverage, ...] = ()
    columns: tuple[ScopedColumn, ...] = ()
    kept: tuple[Kept, ...] = ()
    masked: tuple[Masked, ...] = ()
    withheld: tuple[WithheldSlices, ...] = ()
    tables: tuple[PersonalTable, ...] = ()


def read_compliance(connection: duckdb.DuckDBPyConnection) -> ComplianceFigures:
    """Read the compliance tables of an open release.

    Raises: duckdb.Error if a table or column is missing.
    """
    gaps = ", ".join(f"coalesce({reason}_rows, 0)" for reason in GAPS)
    coverage = connection.execute(
        "select metric, entity, coalesce(purpose, ''), status, coalesce(legal_basis, ''),"
        " coalesce(reference, ''),"
        f" coalesce(personal_rows, 0), covered_rows, excluded_rows, {gaps}, coalesce(late_rows, 0)"
        " from consent_coverage order by metric, entity"
    ).fetchall()
    columns = connection.execute(
        "select metric, coalesce(purpose, ''), coalesce(source, ''), coalesce(table_name, ''),"
        " coalesce(column_name, ''), coalesce(categories, ''), coalesce(is_personal, false),"
        " coalesce(is_declared, false), coalesce(data_use, ''), coalesce(step, ''), coalesce(code, ''),"
        " coalesce(reason, ''), coalesce(path, '') from metric_scope"
        " order by metric, source, table_name, column_name, step, path"
    ).fetchall()
    kept = connection.execute(
        "select source, table_name, coalesce(period, ''), oldest_day, keep_from, coalesce(wrong_rows, 0),"
        " coalesce(code, '') from retention order by source, table_name"
    ).fetchall()
    masked = connection.execute(
        "select source, table_name, column_name, declared, checked_rows, coalesce(wrong_rows, 0),"
        " coalesce(code, '') from masking order by source, table_name, column_name"
    ).fetchall()
    withheld = connection.execute(
        "select metric, dimension, coalesce(smallest_group, 0), coalesce(slices, 0), coalesce(withheld, 0),"
        " coalesce(few_persons, 0) from withheld_slices order by metric, dimension"
    ).fetchall()
    tables = connection.execute(
        "select source, table_name, coalesce(is_declared, false), is_personal,"
        " coalesce(has_row_contract, false), coalesce(has_contract, false)"
        " from personal_tables order by source, table_name"
    ).fetchall()
    return ComplianceFigures(
        tuple(_coverage(row) for row in coverage),
        tuple(ScopedColumn(*row) for row in columns),
        tuple(Kept(*row) for row in kept),
        tuple(Masked(*row) for row in masked),
        tuple(WithheldSlices(*row) for row in withheld),
        tuple(PersonalTable(*row) for row in tables),
    )


def _coverage(row: tuple[Any, ...]) -> Coverage:
    """One row; the columns after the first nine are the gaps in the order of `GAPS`, then the late rows."""
    gaps = {reason: rows for reason, rows in zip(GAPS, row[9:-1], strict=True) if rows}
    values = [*row[:9], gaps, row[-1]]
    return Coverage(*values)
