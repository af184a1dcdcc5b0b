"""A Pandera check as one SQL expression that gives Pandera's verdict for every row.

What is not compiled here stays in Pandera (`pandera_checks.py`); which is which stands in docs/contracts.md.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ...identifiers import quote_identifier, quote_literal
from .casts import Cast, cast_from
from .constants import compared, listed
from .duckdb_types import sql_type, type_matches
from .parquet_nan import as_stored
from .patterns import compile_pattern

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Cast", "cast_from", "compile_check", "compile_not_null", "sql_type", "type_matches"]


def compile_check(check: Any, column: str, dtype: pl.DataType) -> str | None:
    """Return SQL over the typed column that is TRUE where Pandera lets the value pass, never NULL.

    Args:
        check: a `pandera.Check` on one column.
        dtype: the polars dtype that the column has when the check runs.
    Returns: None when the check must stay in Pandera. A check that only warns compiles to TRUE.
    """
    if check.raise_warning:
        return "TRUE"
    name = builtin_name(check)
    if name is None or check.element_wise or sql_type(dtype) is None:
        return None
    verdict = _COMPILERS[name](as_stored(quote_identifier(column), dtype), dtype, **check._check_kwargs)
    if verdict is None or not _runs(check, column, dtype):
        return None
    return f"coalesce({verdict}, {'TRUE' if check.ignore_na else 'FALSE'})"


def compile_not_null(column: str, dtype: pl.DataType) -> str:
    """Return SQL that is TRUE where a value is there; NaN is missing, as Pandera has it."""
    name = quote_identifier(column)
    if dtype.is_float():
        return f"({name} IS NOT NULL AND NOT isnan({as_stored(name, dtype)}))"
    return f"({name} IS NOT NULL)"


def builtin_name(check: Any) -> str | None:
    """Return which compilable built-in a check is, whatever name its author gave it."""
    from pandera.api.function_dispatch import Dispatcher

    # Pandera copies schemas deeply, so the function is known by its kind: only a built-in is a Dispatcher.
    function = check._check_fn
    name = getattr(function, "__name__", None)
    if name not in _COMPILERS or not isinstance(function, Dispatcher):
        return None
    return str(name)


def _runs(check: Any, column: str, dtype: pl.DataType) -> bool:
    """Try the check on one null: what polars refuses (text against a number) is Pandera's to report."""
    import polars as pl

    try:
        # The empty text makes polars build the regular expression too.
        rows = ["", None] if _is_text(dtype) else [None]
        check(pl.LazyFrame({column: rows}, schema={column: dtype}), column).check_passed.collect()
    except (Exception, pl.exceptions.PanicException):
        return False
    return True


def _comparison(operator: str) -> Callable[..., str | None]:
    def compiled(column_sql: str, dtype: pl.DataType, **constant: Any) -> str | None:
        (value,) = constant.values()
        sides = compared(column_sql, value, dtype)
        return None if sides is None else f"({sides[0]} {operator} {sides[1]})"

    return compiled


def _in_range(
    column_sql: str,
    dtype: pl.DataType,
    min_value: Any,
    max_value: Any,
    include_min: bool = True,
    include_max: bool = True,
) -> str | None:
    low = _comparison(">=" if include_min else ">")(column_sql, dtype, value=min_value)
    high = _comparison("<=" if include_max else "<")(column_sql, dtype, value=max_value)
    return None if low is None or high is None else f"({low} AND {high})"


def _is_in(column_sql: str, dtype: pl.DataType, allowed_values: Any) -> str | None:
    if not isinstance(allowed_values, (list, tuple, set, frozenset)):
        return None
    sides = listed(column_sql, list(allowed_values), dtype)
    if sides is None:
        return None
    if not sides[1]:
        return f"CASE WHEN {column_sql} IS NOT NULL THEN FALSE END"
    return f"({sides[0]} IN ({', '.join(sides[1])}))"


def _not_in(column_sql: str, dtype: pl.DataType, forbidden_values: Any) -> str | None:
    inside = _is_in(column_sql, dtype, forbidden_values)
    return None if inside is None else f"(NOT {inside})"


def _matches(column_sql: str, dtype: pl.DataType, pattern: Any) -> str | None:
    text = getattr(pattern, "pattern", pattern)
    if not _is_text(dtype) or not isinstance(text, str):
        return None
    # Pandera anchors by putting ^ before the text, so in "a|b" only the first branch is anchored.
    return compile_pattern(text if text.startswith("^") else f"^{text}", column_sql)


def _contains(column_sql: str, dtype: pl.DataType, pattern: Any) -> str | None:
    text = getattr(pattern, "pattern", pattern)
    return compile_pattern(text, column_sql) if _is_text(dtype) and isinstance(text, str) else None


def _edge(function: str) -> Callable[..., str | None]:
    def compiled(column_sql: str, dtype: pl.DataType, string: Any) -> str | None:
        if not _is_text(dtype) or not isinstance(string, str) or "\x00" in string:
            return None
        return f"{function}({column_sql}, {quote_literal(string)})"

    return compiled


def _length(
    column_sql: str,
    dtype: pl.DataType,
    min_value: Any = None,
    max_value: Any = None,
    exact_value: Any = None,
) -> str | None:
    bounds = [("=", exact_value)] if exact_value is not None else [(">=", min_value), ("<=", max_value)]
    given = [(operator, bound) for operator, bound in bounds if bound is not None]
    if not _is_text(dtype) or not given or any(type(bound) is not int for _, bound in given):
        return None
    # length() counts code points, as polars' len_chars does; strlen() would count bytes.
    return "(" + " AND ".join(f"length({column_sql}) {operator} {bound}" for operator, bound in given) + ")"


def _is_text(dtype: pl.DataType) -> bool:
    return type(dtype).__name__ == "String"


_COMPILERS: dict[str, Callable[..., str | None]] = {
    "equal_to": _comparison("="),
    "not_equal_to": _comparison("<>"),
    "greater_than": _comparison(">"),
    "greater_than_or_equal_to": _comparison(">="),
    "less_than": _comparison("<"),
    "less_than_or_equal_to": _comparison("<="),
    "in_range": _in_range,
    "isin": _is_in,
    "notin": _not_in,
    "str_matches": _matches,
    "str_contains": _contains,
    "str_startswith": _edge("starts_with"),
    "str_endswith": _edge("ends_with"),
    "str_length": _length,
}
