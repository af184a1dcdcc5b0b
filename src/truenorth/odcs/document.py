"""The contract of one source as a document of ODCS 3.1: what is around its table."""

from __future__ import annotations

from typing import Any

from ..project import Project, SourceConfig
from ..scope.declared import DeclaredSource, DeclaredTable
from .properties import custom
from .servers import server_of
from .table import Table
from .to_odcs import object_of

API_VERSION = "v3.1.0"
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
        "servers": [server_of(source)],
        "schema": [object_of(table, stated)],
        "slaProperties": _sla(table, stated),
        "customProperties": custom({TRUST: source.trust, ON_HOLD: source.on_hold}),
    }
    return {name: value for name, value in document.items() if value not in ({}, [])}


def _sla(table: Table, declared: DeclaredTable | None) -> list[dict[str, Any]]:
    kept = declared.retention if declared else None
    if kept is None:
        return []
    element = f"{table.name}.{kept.column}"
    stated = {"property": "retention", "value": kept.period.text, "element": element}
    return [stated | ({"description": kept.reference} if kept.reference else {})]
