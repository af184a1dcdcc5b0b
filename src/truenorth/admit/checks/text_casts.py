r"""Reading text, as CSV and JSON lines deliver it.

Numbers are read as polars reads them. For Boolean, Date and Datetime polars has no cast from text, so the
forms are ours: `true`/`false` in any case (as polars' CSV reader), `YYYY-MM-DD`, and
`YYYY-MM-DD HH:MM[:SS[.f]]` with a blank or T between, no zone, and no finer fraction than the column keeps.
Nothing is guessed and nothing is cut off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .duckdb_types import sql_type

if TYPE_CHECKING:
    import polars as pl

FRACTION_DIGITS = {"ms": 3, "us": 6, "ns": 9}


def read_text(column_sql: str, dtype: pl.DataType) -> str | None:
    """Return SQL that gives the value of a text as `dtype`, NULL if it is none; None if SQL cannot tell."""
    import polars as pl

    target = sql_type(dtype)
    tried = f"TRY_CAST({column_sql} AS {target})"
    if dtype.is_integer():
        sign = r"\+?" if dtype.is_unsigned_integer() else "[+-]?"
        return f"CASE WHEN regexp_full_match({column_sql}, '{sign}[0-9]+') THEN {tried} END"
    if dtype.is_float():
        # Given only the characters of a number, inf or nan, DuckDB errs in one thing: it reads "+-1".
        return (
            f"CASE WHEN regexp_full_match({column_sql}, '[0-9.eEinftyaINFTYA+-]+') "
            f"AND NOT starts_with({column_sql}, '+-') THEN {tried} END"
        )
    if isinstance(dtype, pl.Boolean):
        return f"CASE lower({column_sql}) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"
    if isinstance(dtype, pl.Date):
        # A date that DuckDB writes with ten characters is YYYY-MM-DD: comparing is cheaper than a pattern.
        same = f"strlen({column_sql}) = 10 AND CAST({tried} AS VARCHAR) = {column_sql}"
        return f"CASE WHEN {same} THEN {tried} END"
    if isinstance(dtype, pl.Datetime):
        day, minute = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "([01][0-9]|2[0-3]):[0-5][0-9]"
        form = rf"{day}[ T]{minute}(:[0-5][0-9](\.[0-9]{{1,{FRACTION_DIGITS[dtype.time_unit]}}})?)?"
        return (
            f"CASE WHEN regexp_full_match({column_sql}, '{form}') "
            f"AND NOT starts_with({column_sql}, '0000') THEN {tried} END"
        )
    return None
