"""dbt's graph as scope needs it: every relation, the SQL that made it and what its yml declares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..dbt import read_manifest
from .reading import Doubt


@dataclass(frozen=True)
class Node:
    """One model, seed, snapshot or source table.

    Attributes:
        name: as people call it; `source.table` for a source.
        relation: `database.schema.identifier` in lower case.
        rendered: how it stands in compiled SQL, if that is not its name (dbt-duckdb's external locations).
        kind: `source`, `door`, `python` or `sql`.
        compiled: file of its compiled SQL, `written` the file it was compiled from.
        meta: `config.meta.truenorth` of its yml.
        upstream: unique ids of what it refers to.
        remembered: unique ids of models whose earlier run it reads by name, because they come after it
            (`config.meta.truenorth.remembers`).
    """

    unique_id: str
    name: str
    relation: str
    kind: str
    rendered: str = ""
    compiled: Path | None = None
    written: Path | None = None
    meta: dict[str, Any] = field(default_factory=dict)
    upstream: tuple[str, ...] = ()
    remembered: tuple[str, ...] = ()

    @property
    def is_metric(self) -> bool:
        return "rollup" in self.meta

    def sql(self) -> str:
        """Return its compiled SQL.

        Raises: Doubt TN-L024 if it was not compiled, or before it was last changed.
        """
        if self.compiled is None or not self.compiled.is_file():
            raise Doubt("TN-L024", f"there is no compiled SQL of {self.name}")
        changed = self.written.stat().st_mtime if self.written and self.written.is_file() else 0
        if self.compiled.stat().st_mtime < changed:
            raise Doubt("TN-L024", f"the compiled SQL of {self.name} is older than the model")
        return self.compiled.read_text(encoding="utf-8")


def read_nodes(root: Path, target: Path) -> dict[str, Node]:
    """Return every node of `target/manifest.json` that is a relation, by unique id.

    Raises: EvaluationError TN-E003 if dbt has written no manifest there.
    """
    manifest = read_manifest(root, target)
    return {node.unique_id: node for node in [*_sources(manifest), *_models(manifest, root, target)]}


def _sources(manifest: dict[str, Any]) -> Iterator[Node]:
    for one in manifest["sources"].values():
        relation = _relation(one["database"], one["schema"], one["identifier"])
        rendered = one["relation_name"] or ""
        yield Node(
            unique_id=one["unique_id"],
            name=f"{one['source_name']}.{one['name']}",
            relation=relation,
            kind="source",
            rendered="" if rendered.replace('"', "").lower() == relation else rendered,
        )


def _models(manifest: dict[str, Any], root: Path, target: Path) -> Iterator[Node]:
    for one in manifest["nodes"].values():
        if one["resource_type"] not in ("model", "seed", "snapshot"):
            continue
        is_own = one["package_name"] == manifest["metadata"]["project_name"]
        yield Node(
            unique_id=one["unique_id"],
            name=f"seeds.{one['name']}" if one["resource_type"] == "seed" else one["name"],
            relation=_relation(one["database"], one["schema"], one["alias"]),
            kind=_kind(one),
            compiled=target / "compiled" / one["package_name"] / one["original_file_path"],
            written=root / one["original_file_path"] if is_own else None,
            meta=(one["config"].get("meta") or {}).get("truenorth") or {},
            upstream=tuple(one["depends_on"].get("nodes", ())),
            remembered=tuple(_remembered(one)),
        )


def _remembered(node: dict[str, Any]) -> Iterator[str]:
    told = (node["config"].get("meta") or {}).get("truenorth") or {}
    for name in told.get("remembers", ()):
        yield f"model.{node['package_name']}.{name}"


def _kind(node: dict[str, Any]) -> str:
    if node["resource_type"] == "seed":
        return "source"
    if node["config"].get("materialized") == "door":
        return "door"
    return "python" if node.get("language") == "python" else "sql"


def _relation(*parts: str | None) -> str:
    return ".".join(part.lower() for part in parts if part)
