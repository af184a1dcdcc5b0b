"""What a file of JSON lines holds: one pass counts its rows, collects its keys and finds broken lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import DeliveryError
from .reading import json_lines_relation

if TYPE_CHECKING:
    import duckdb

_FAULTS = (
    ("TN-F022", "a line is not valid JSON", "deliver one complete JSON object a line"),
    ("TN-F023", "a line is not a JSON object", "deliver one JSON object a line"),
    ("TN-F024", "a JSON object names the same key twice", "deliver every key once"),
)


@dataclass(frozen=True)
class JsonLines:
    """Rows, keys in order of name, and the first fault.

    Attributes:
        rows: lines that are not blank, broken ones too.
        keys: every key that any object names.
    """

    rows: int
    keys: tuple[str, ...]
    error: DeliveryError | None


def examine_json_lines(con: duckdb.DuckDBPyConnection, path: str, file: str) -> JsonLines:
    """Read a file of JSON lines once; duckdb.Error if it cannot be read at all."""
    row = con.execute(
        f"""
        WITH numbered AS (SELECT line, row_number() OVER () AS n FROM {json_lines_relation(path)}),
        judged AS (
            SELECT n, json_valid(line) AS valid,
                CASE WHEN valid THEN json_type(line) = 'OBJECT' END AS is_object,
                CASE WHEN is_object THEN json_keys(line) END AS keys
            FROM numbered)
        SELECT count(*),
            min(n) FILTER (WHERE NOT valid),
            min(n) FILTER (WHERE NOT is_object),
            min(n) FILTER (WHERE len(keys) <> len(list_distinct(keys))),
            list(DISTINCT keys) FILTER (WHERE keys IS NOT NULL)
        FROM judged
        """
    ).fetchone()
    assert row is not None
    rows, *faults, key_lists = row
    keys = tuple(sorted({key for listed in key_lists or [] for key in listed}))
    found = [(n, *fault) for n, fault in zip(faults, _FAULTS, strict=True) if n is not None]
    if not found:
        return JsonLines(rows, keys, None)
    n, code, what, mend = min(found)
    return JsonLines(rows, keys, DeliveryError(code, f"{what} (row {n})", where=file, mend=mend))
