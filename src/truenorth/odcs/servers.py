"""Where a source's rows lie, as ODCS names it in `servers`; and back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from ..project import SourceConfig
from .properties import custom, custom_of
from .standard import unclear

FILE_FORMATS = {"parquet": "parquet", "csv": "csv", "jsonl": "json"}
READ_BY = ("delimiter", "quote", "null_text")


def server_of(source: SourceConfig) -> dict[str, Any]:
    """Return the server of a document from which a source is read."""
    if source.format == "table":
        database, _, schema = source.location.rpartition(".")[0].rpartition(".")
        stated = {"type": "duckdb", "database": database or "work", "schema": schema or "main"}
        beside = {"table": source.location, "partitionBy": source.partition_by}
    else:
        stated = {"type": "local", "path": source.location, "format": FILE_FORMATS[source.format]}
        usual = SourceConfig(source.name, source.root, source.location, source.format)
        told = READ_BY if source.format == "csv" else ()
        beside = {one: getattr(source, one) for one in told if getattr(source, one) != getattr(usual, one)}
    server = {"server": "raw", **stated, "customProperties": custom(beside)}
    return {name: value for name, value in server.items() if value != []}


def location_of(path: Path, document: Mapping[str, Any], table: str, location: str | None) -> dict[str, str]:
    """Return the settings of a source that say where its files are.

    Args:
        location: what the caller says; it goes before the document.
    Raises: ConfigurationError TN-H043 if neither names a place, or the document one outside the project.
    """
    if location is not None:
        return {"location": location}
    formats = {theirs: ours for ours, theirs in FILE_FORMATS.items()}
    for server in document.get("servers", []):
        beside = custom_of(server)
        if server.get("type") == "duckdb" and isinstance(beside.get("table"), str):
            parts = {"partition_by": beside["partitionBy"]} if "partitionBy" in beside else {}
            return {"location": beside["table"], "format": "table", **parts}
        place = str(server.get("path", "")).replace("{model}", table).removeprefix("./")
        # a document of somebody else must not point the door at any file of this machine
        if server.get("type") == "local" and server.get("format") in formats and _is_inside(place):
            told: dict[str, str] = {name: str(beside[name]) for name in READ_BY if name in beside}
            return {"location": place, "format": formats[server["format"]], **told}
    raise unclear(path, "it names no files inside the project", "say where they are with --location")


def _is_inside(place: str) -> bool:
    parts = PurePosixPath(place)
    return bool(place) and not parts.is_absolute() and ".." not in parts.parts and ":" not in place
