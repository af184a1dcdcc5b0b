"""The scope of every metric of a built project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..project import Project
from .catalog import opened_catalog, types_of
from .declarations import load_declarations
from .lineage import Lineage
from .manifest import Node, read_nodes
from .node_readings import read_all
from .steps import steps_of
from .verdicts import ScopeRow, scope_of

if TYPE_CHECKING:
    import duckdb


def scope_rows(
    project: Project, con: duckdb.DuckDBPyConnection, target: Path, metric: str | None = None
) -> list[ScopeRow]:
    """Return what each metric reads and whether it may; nothing if the project has declared nothing.

    Args:
        con: the work database; only its catalog is read, and the column names of external sources.
        target: dbt's target folder of the build that made the work database.
        metric: only this one.
    Raises: ConfigurationError TN-L001, TN-L002, TN-L060; EvaluationError TN-E003.
    """
    declared = load_declarations(project)
    if not declared:
        return []
    nodes = read_nodes(project.root, target)
    metrics = [node for node in nodes.values() if node.is_metric and metric in (None, node.name)]
    with opened_lineage(upstream_of(nodes, metrics), con) as lineage:
        rows = [row for node in metrics for row in scope_of(node, lineage, declared)]
    return sorted(rows, key=lambda row: (row.metric, row.source, row.table, row.column, row.step, row.path))


def upstream_of(nodes: dict[str, Node], metrics: list[Node]) -> dict[str, Node]:
    """Metrics and what they are made from; dbt does not know what a door reads, so all sources stay."""
    needed = {one.unique_id for one in nodes.values() if one.kind == "source"}
    waiting = [one.unique_id for one in metrics]
    while waiting:
        unique_id = waiting.pop()
        if unique_id not in needed and unique_id in nodes:
            needed.add(unique_id)
            waiting.extend((*nodes[unique_id].upstream, *nodes[unique_id].remembered))
    return {unique_id: node for unique_id, node in nodes.items() if unique_id in needed}


@contextmanager
def opened_lineage(nodes: dict[str, Node], con: duckdb.DuckDBPyConnection) -> Iterator[Lineage]:
    """Read the SQL of these nodes; the lineage can be walked as long as the context is open."""
    with opened_catalog(types_of(con, nodes.values())) as catalog:
        yield Lineage(nodes, read_all(nodes, catalog), steps_of(nodes))
