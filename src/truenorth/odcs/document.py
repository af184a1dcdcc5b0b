"""The contract of one source as a document of ODCS 3.1: what is around its table."""

from __future__ import annotations

from typing import Any

from ..project import Project, SourceConfig
from ..scope.declared import DeclaredSource, DeclaredTable
from .properties import custom
from .table import Table
from .to_odcs import object_of

API_VERSION = "v3.1.0"
FILE_FORMATS = {"parquet": "parquet", "csv": "csv", "jsonl": "json"}
TRUST, ON_HOLD = "truenorthTrust", "truenorthOnHold"


def document_of(
    project: Project, source: SourceConfig, table: Table, version: str, declared: DeclaredSource | None
) -> dict[str, Any]:
    """Return the contract of one source.

    Args:
        version: of the contract; it changes with its files.
        declared: what the scope file says of the source's columns, None if there is none.
    """
    tables = list(declared.tables.values()) if declared else []
    stated = tables[0] if len(tables) == 1 else None
    document = {
        "apiVersion": API_VERSION,
        "kind": "DataContract",
        "id": f"{project.name}.{source.name}",
        "name": source.title or source.name,
        "version": version,
        "status": "active",
        "domain": project.name,
        "description": {"purpose": source.description} if source.description else {},
        "servers": [_server(source)],
        "schema": [object_of(table, stated)],
        "slaProperties": _sla(table, stated),
        "customProperties": custom({TRUST: source.trust, ON_HOLD: source.on_hold}),
    }
    return {name: value for name, value in document.items() if value not in ({}, [])}


def _server(source: SourceConfig) -> dict[str, Any]:
    if source.format == "table":
        database, _, schema = source.location.rpartition(".")[0].rpartition(".")
        stated = {"type": "duckdb", "database": database or "work", "schema": schema or "main"}
        beside = {"table": source.location, "partitionBy": source.partition_by}
    else:
        stated = {"type": "local", "path": source.location, "format": FILE_FORMATS[source.format]}
        usual = SourceConfig(source.name, source.root, source.location, source.format)
        told = ("delimiter", "quote", "null_text") if source.format == "csv" else ()
        beside = {one: getattr(source, one) for one in told if getattr(source, one) != getattr(usual, one)}
    server = {"server": "raw", **stated, "customProperties": custom(beside)}
    return {name: value for name, value in server.items() if value != []}


def _sla(table: Table, declared: DeclaredTable | None) -> list[dict[str, Any]]:
    kept = declared.retention if declared else None
    if kept is None:
        return []
    element = f"{table.name}.{kept.column}"
    stated = {"property": "retention", "value": kept.period.text, "element": element}
    return [stated | ({"description": kept.reference} if kept.reference else {})]
