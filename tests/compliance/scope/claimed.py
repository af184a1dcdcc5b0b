"""What the scope layer claims about a generated lineage, by the same path that a dbt build takes."""

from __future__ import annotations

from pathlib import Path

import duckdb
from generated_models import SOURCES, Lineage

from truenorth.scope import lineage as scope
from truenorth.scope.catalog import opened_catalog, types_of
from truenorth.scope.manifest import Node
from truenorth.scope.node_readings import read_all
from truenorth.scope.steps import steps_of

DATABASE = "memory"


def nodes_of(lineage: Lineage, folder: Path) -> dict[str, Node]:
    """The lineage as dbt's graph, its SQL written where dbt would compile it."""
    nodes = {name: Node(name, f"shop.{name}", f"{DATABASE}.raw.{name}", "source") for name in SOURCES}
    for model in lineage.models:
        path = folder / f"{model.name}.sql"
        path.write_text(model.sql, encoding="utf-8")
        nodes[model.name] = Node(
            unique_id=model.name,
            name=model.name,
            relation=f"{DATABASE}.dev.{model.name.lower()}",
            kind="python" if model.reads else "sql",
            compiled=path,
            meta={"reads": model.reads} if model.reads else {},
            upstream=tuple(model.reads),
        )
    return nodes


def claimed(con: duckdb.DuckDBPyConnection, lineage: Lineage, folder: Path) -> scope.Lineage:
    """Read every model of a lineage that `con` holds as built."""
    nodes = nodes_of(lineage, folder)
    with opened_catalog(types_of(con, nodes.values())) as catalog:
        return scope.Lineage(nodes, read_all(nodes, catalog), steps_of(nodes))


def claimed_columns(
    con: duckdb.DuckDBPyConnection, lineage: Lineage, folder: Path
) -> tuple[set[tuple[str, str]], list[scope.Doubted]]:
    """(table, column) pairs that the metric is said to be made from, and the doubts."""
    read = claimed(con, lineage, folder)
    reached, doubted = read.of(read.by_relation[f"{DATABASE}.dev.{lineage.models[-1].name.lower()}"])
    return {(one.table, one.column) for one in reached}, doubted
