"""Which rows break a uniqueness rule."""

from __future__ import annotations

from collections.abc import Sequence

from ...identifiers import quote_identifier
from ..contract import UniquePolicy


def duplicate_rows_sql(source_sql: str, columns: Sequence[str], policy: UniquePolicy) -> str:
    """Return SQL that gives the `_row_number` of every row that repeats a key.

    Args:
        source_sql: SELECT with the typed key columns (floats `as_stored`) and `_row_number`; read twice.
        policy: "all" reports every copy, "exclude_first" all but the first by `_row_number`, "exclude_last"
            all but the last.
    Nulls equal each other, NaN equals NaN and -0.0 equals 0.0, as in polars' `is_duplicated`.
    """
    keys = ", ".join(quote_identifier(column) for column in columns)
    reported = {
        "all": "count(*) OVER same > 1",
        "exclude_first": "_row_number > min(_row_number) OVER same",
        "exclude_last": "_row_number < max(_row_number) OVER same",
    }[policy]
    # Eight bytes of hash a row find the few candidates, and only those are compared by value: at 20 million
    # rows and eight keys a third of the time of a window over all rows, and what spills is small.
    return f"""
SELECT _row_number
FROM ({source_sql})
WHERE hash({keys}) IN (
    SELECT key_hash
    FROM (SELECT hash({keys}) AS key_hash FROM ({source_sql}))
    GROUP BY key_hash
    HAVING count(*) > 1
)
WINDOW same AS (PARTITION BY {keys})
QUALIFY {reported}
"""
