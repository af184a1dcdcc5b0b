"""What the last build left: the models that a metric is computed by, and the SQL that dbt ran."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..dbt import read_manifest
from ..project import Project

# what stands to the left of `measure`: read as it was built, never computed anew here
BOUNDARY_FOLDERS = ("brushing", "consent")
CALENDAR = "time_spine_daily"
OF_THE_DOOR = ("is_admitted", "batch_id")


@dataclass(frozen=True)
class Model:
    """One relation of the last build.

    Attributes:
        relation: its quoted name, with database and schema.
        sql: what dbt ran, None for what is no SQL model.
        reads: unique ids.
        optional_columns: columns of an entity that a project need not have, without the flags of the door.
    """

    name: str
    relation: str
    database: str
    schema: str
    folder: tuple[str, ...]
    sql: str | None
    reads: tuple[str, ...]
    optional_columns: frozenset[str] = frozenset()

    @property
    def is_entity(self) -> bool:
        return self.name.startswith("canonical_")

    @property
    def is_boundary(self) -> bool:
        is_given = self.is_entity or self.name == CALENDAR or self.sql is None
        return is_given or any(part in BOUNDARY_FOLDERS for part in self.folder)


@dataclass(frozen=True)
class Built:
    """All models of the last build by unique id."""

    models: Mapping[str, Model]

    @classmethod
    def of(cls, project: Project) -> Built:
        """Read `target/manifest.json`.

        Raises: EvaluationError TN-E003 if nothing was built here.
        """
        content = read_manifest(project.root)
        nodes = {**content["nodes"], **content["sources"]}
        kinds = ("model", "seed", "source")
        compiled = project.root / "target" / "compiled"
        return cls(
            {name: _model(node, compiled) for name, node in nodes.items() if node["resource_type"] in kinds}
        )

    def model(self, name: str) -> tuple[str, Model]:
        """Return (unique id, model)."""
        return next((key, model) for key, model in self.models.items() if model.name == name)

    def lineage(self, *metrics: str) -> tuple[list[Model], list[Model]]:
        """Return (boundary relations, models computed from them in an order that works) of some metrics."""
        boundary: dict[str, Model] = {}
        computed: dict[str, Model] = {}

        def visit(key: str) -> None:
            model = self.models.get(key)
            if model is None or key in computed or key in boundary:
                return
            if model.is_boundary:
                boundary[key] = model
                return
            for read in model.reads:
                visit(read)
            computed[key] = model

        for metric in metrics:
            visit(self.model(metric)[0])
        return list(boundary.values()), list(computed.values())

    def entities_of(self, metric: str) -> set[str]:
        """Return the canonical entities that a metric is made of."""
        return {model.name.removeprefix("canonical_") for model in self.lineage(metric)[0] if model.is_entity}


def _model(node: Mapping[str, Any], compiled: Path) -> Model:
    materialized = node.get("config", {}).get("materialized")
    is_sql = node.get("language") == "sql" and materialized in ("table", "view", "incremental")
    return Model(
        name=node["name"],
        relation=node.get("relation_name") or "",
        database=node.get("database") or "",
        schema=node.get("schema") or "",
        folder=tuple(node.get("fqn", ())[:-1]),
        sql=_sql(node, compiled) if is_sql and node["resource_type"] == "model" else None,
        reads=tuple(node.get("depends_on", {}).get("nodes", ())),
        optional_columns=frozenset(
            name
            for name, column in node.get("columns", {}).items()
            if not _column_meta(column).get("required") and name not in OF_THE_DOOR
        ),
    )


def _sql(node: Mapping[str, Any], compiled: Path) -> str | None:
    """The manifest of a later `dbt test` holds no compiled models; the files of the build are still there."""
    place = compiled / node["package_name"] / node["original_file_path"]
    written = place.read_text(encoding="utf-8") if place.is_file() else None
    return node.get("compiled_code") or written


def _column_meta(column: Mapping[str, Any]) -> Mapping[str, Any]:
    meta = (column.get("config") or {}).get("meta") or column.get("meta") or {}
    return meta.get("truenorth") or {}
