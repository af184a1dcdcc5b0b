"""Measures what a scope file declares about values: how old rows are, how they are masked. Counts only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ..identifiers import quote_identifier, quote_literal
from .declared import Declarations, DeclaredColumn, DeclaredSource, DeclaredTable, Masking

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Measure:
    """One declared rule held against the data.

    Attributes:
        rule: `retention` or `masking`.
        declared: the rule as it was declared.
        checked: rows that have a value, None if nothing could be measured.
        wrong: rows among them that break the rule.
        oldest: day of the oldest row; `keep_from` the first day that may be kept (retention only).
    """

    rule: str
    source: str
    table: str
    column: str
    declared: str
    checked: int | None = None
    wrong: int | None = None
    oldest: date | None = None
    keep_from: date | None = None
    code: str = ""
    reason: str = ""


def measures(
    con: duckdb.DuckDBPyConnection, declared: Declarations, places: dict[tuple[str, str], str], today: date
) -> Iterator[Measure]:
    """Measure every declared retention and masking.

    Args:
        con: the work database.
        places: (source, table) in lower case to SQL that reads what was received.
        today: the day on which retention is asked.
    """
    for source in declared.values():
        for table in source.tables.values():
            place = places.get((source.name.lower(), table.name.lower()))
            if table.retention or table.is_personal:
                yield _retention(con, source, table, place, today)
            for column in table.columns.values():
                if column.masking:
                    yield _masking(con, source, table, column, place)


def _retention(
    con: duckdb.DuckDBPyConnection,
    source: DeclaredSource,
    table: DeclaredTable,
    place: str | None,
    today: date,
) -> Measure:
    kept = table.retention
    if kept is None:
        reason = "personal rows without a declared retention"
        return Measure("retention", source.name, table.name, "", "", code="TN-L031", reason=reason)
    first = kept.period.before(today)
    own = f"try_cast({quote_identifier(kept.column)} as timestamp)"
    # a quarantined row may say any time; it is kept from the day on which it came
    time = f"(case when _is_doubted then _seen_at else {own} end)"
    found = _asked(
        con,
        f"select count({time}), count(*) filter ({time} < {quote_literal(first.isoformat())}::date), "
        f"min({time})::date from {place}",
        place,
    )
    named = ("retention", source.name, table.name, kept.column, kept.period.text)
    if found is None:
        return Measure(*named, keep_from=first, code="TN-L041", reason="the rows could not be read")
    checked, wrong, oldest = found
    return Measure(
        *named,
        checked=checked,
        wrong=wrong,
        oldest=oldest,
        keep_from=first,
        code="TN-L030" if wrong else "",
        reason=f"{wrong:,} rows are older than {kept.period.text} ({kept.reference})" if wrong else "",
    )


def _masking(
    con: duckdb.DuckDBPyConnection,
    source: DeclaredSource,
    table: DeclaredTable,
    column: DeclaredColumn,
    place: str | None,
) -> Measure:
    masking = column.masking
    assert masking is not None
    declared = " ".join(filter(None, (masking.rule, masking.pattern, masking.step)))
    named = ("masking", source.name, table.name, column.name, declared)
    value = quote_identifier(column.name)
    found = _asked(
        con,
        f"select count({value}), count(*) filter ({value} is not null and "
        f"not coalesce({_kept(masking, value)}, false)) from {place}",
        place,
    )
    if found is None:
        return Measure(*named, code="TN-L041", reason="the values could not be read")
    checked, wrong = found
    reason = f"{wrong:,} of {checked:,} values are not masked as declared" if wrong else ""
    return Measure(*named, checked=checked, wrong=wrong, code="TN-L040" if wrong else "", reason=reason)


def _kept(masking: Masking, value: str) -> str:
    """SQL that is true for a value that keeps the rule."""
    text = f"cast({value} as varchar)"
    match masking.rule:
        case "pattern":
            return f"regexp_full_match({text}, {quote_literal(masking.pattern)})"
        case "hashed":
            # MD5 has 32 hexadecimal digits, SHA-512 has 128
            return f"regexp_full_match({text}, '[0-9a-f]{{32,128}}')"
        case "coarsened" if masking.step.replace(".", "", 1).isdigit():
            return f"try_cast({value} as double) % {float(masking.step)!r} = 0"
        case "coarsened":
            time = f"try_cast({value} as timestamp)"
            return f"date_trunc({quote_literal(masking.step)}, {time}) = {time}"
        case "absent":
            return "false"


def _asked(con: duckdb.DuckDBPyConnection, sql: str, place: str | None) -> Any:
    """Ask for one row of figures; None if there is nothing to ask or DuckDB cannot answer."""
    import duckdb

    if place is None:
        return None
    try:
        return con.execute(sql).fetchall()[0]
    except duckdb.Error:
        return None  # its message may hold a value; the missing figure is what is reported
