"""What a build left behind, as the evidence reads it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..dbt import Relation
from ..persons.salts import Salts
from ..project import Project

if TYPE_CHECKING:
    import duckdb

ROWS_A_FETCH = 10_000


@dataclass(frozen=True)
class Built:
    """An open work database and what was attested of it before.

    Attributes:
        con: read-only but for temporary tables.
        relations: where dbt built the models, by model name.
        marks: how far each kind of event was attested by the last build, by name; see `build_evidence.py`.
        reached: the same for this build; collectors fill it.
    """

    project: Project
    con: duckdb.DuckDBPyConnection
    relations: Mapping[str, Relation]
    salts: Salts
    marks: Mapping[str, str]
    reached: dict[str, str] = field(default_factory=dict)

    def table(self, model: str) -> str | None:
        """Return the quoted name of a model that was built, None if there is none."""
        relation = self.relations.get(model)
        if relation is None:
            return None
        [(found,)] = self.con.execute(
            "select count(*) from duckdb_columns() where schema_name = ? and table_name = ?",
            [relation.schema, relation.identifier],
        ).fetchall()
        return relation.sql if found else None

    def rows(self, query: str, parameters: list[Any] | None = None) -> Iterator[dict[str, Any]]:
        """Yield the rows of a query by column name."""
        return rows_by_name(self.con, query, parameters)


def rows_by_name(
    con: duckdb.DuckDBPyConnection, query: str, parameters: list[Any] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a query by column name; the connection stays free for others."""
    cursor = con.cursor().execute(query, parameters or [])
    names = [column[0] for column in cursor.description or []]
    while found := cursor.fetchmany(ROWS_A_FETCH):
        for row in found:
            yield dict(zip(names, row, strict=True))


def digest_of(content: Any) -> str:
    """Return the SHA-256, 64 hex digits, of something that JSON can say."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
