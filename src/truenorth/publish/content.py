"""One digest over everything a release says, so that the same figures are never published twice."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import TYPE_CHECKING

from ..identifiers import quote_identifier
from .tables import CONTENT_TABLES

if TYPE_CHECKING:
    import duckdb

ROWS_A_FETCH = 10_000


def content_digest(connection: duckdb.DuckDBPyConnection) -> str:
    """Digest the content tables of an open release; when and by whom it was published does not count.

    Returns: SHA-256 as 64 hex digits.
    Raises: duckdb.Error if a table or column is missing.
    """
    digest = hashlib.sha256()
    for table in CONTENT_TABLES:
        digest.update(json.dumps([table.name, *table.columns]).encode() + b"\n")
        connection.execute(
            f"select {table.content_sql()} from {quote_identifier(table.name)} order by {table.key_sql()}"
        )
        while rows := connection.fetchmany(ROWS_A_FETCH):
            for row in rows:
                digest.update(json.dumps([_stable(value) for value in row]).encode() + b"\n")
    return digest.hexdigest()


def _stable(value: object) -> object:
    if isinstance(value, float):
        # A sum over threads differs in its last bits from run to run; that is not a new figure.
        return f"{value:.12g}" if value else "0"
    return value.isoformat() if isinstance(value, datetime | date) else value
