"""Which rows break a uniqueness rule."""

from __future__ import annotations

from collections.abc import Sequence

from ..identifiers import quote_identifier
from .contract import UniquePolicy


def duplicate_rows_sql(source_sql: str, columns: Sequence[str], policy: UniquePolicy) -> str:
    """Return SQL that gives the `_row_number` of every row that repeats a key.

    Args:
        source_sql: SELECT with the typed key columns and `_row_number`.
        policy: "all" reports every copy, "exclude_first" all but the first, "exclude_last" all but the last.
    Nulls equal each other and NaN equals NaN, as in polars' `is_duplicated`.
    """
    keys = ", ".join(quote_identifier(column) for column in columns)
    kept = {
        "all": "count(*) OVER same > 1",
        "exclude_first": "_row_number > min(_row_number) OVER same",
        "exclude_last": "_row_number < max(_row_number) OVER same",
    }[policy]
    return f"SELECT _row_number FROM ({source_sql}) WINDOW same AS (PARTITION BY {keys}) QUALIFY {kept}"
