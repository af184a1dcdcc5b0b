"""What a build wrote: labelled relations and metrics, with their columns and where these come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openlineage.client.event_v2 import OutputDataset
from openlineage.client.facet_v2 import (
    DatasetFacet,
    column_lineage_dataset,
    documentation_dataset,
    schema_dataset,
)

from ..project import Project
from ..scope.catalog import types_of
from ..scope.manifest import read_nodes
from ..scope.project_scope import opened_lineage, upstream_of
from .column_lineage import ColumnLineage, column_lineage
from .naming import Names

if TYPE_CHECKING:
    import duckdb

    from ..scope.reading import Refs

DIRECT = column_lineage_dataset.Transformation("DIRECT")
INDIRECT = column_lineage_dataset.Transformation("INDIRECT")


def written_datasets(
    project: Project,
    names: Names,
    con: duckdb.DuckDBPyConnection,
    manifest: dict[str, Any],
    written: Iterable[str],
) -> Iterator[OutputDataset]:
    """Yield each labelled relation and metric that the run wrote.

    Args:
        con: the work database; its catalog is read, and the column names of external sources.
        manifest: dbt's, of the same build.
        written: unique ids of the nodes that succeeded.
    """
    nodes = read_nodes(project.root, Path(project.root, "target"))
    ids = set(written)
    told = [one for one in nodes.values() if one.unique_id in ids and (one.is_metric or one.kind == "door")]
    upstream = upstream_of(nodes, told)
    types = types_of(con, told)
    with opened_lineage(upstream, con) as lineage:
        for node in told:
            stated = manifest["nodes"][node.unique_id]
            facets: dict[str, DatasetFacet] = {
                "schema": _schema(types.get(node.relation, {}), stated["columns"])
            }
            if stated["description"]:
                facets["documentation"] = documentation_dataset.DocumentationDatasetFacet(
                    description=stated["description"]
                )
            made_from = column_lineage(node, lineage)
            if made_from is not None:
                facets["columnLineage"] = _lineage_facet(made_from, names)
            yield OutputDataset(names.tables, node.relation, facets=facets)


def _schema(types: dict[str, str], stated: dict[str, Any]) -> schema_dataset.SchemaDatasetFacet:
    return schema_dataset.SchemaDatasetFacet(
        fields=[
            schema_dataset.SchemaDatasetFacetFields(
                name, type_, stated.get(name, {}).get("description") or None, ordinal_position=place
            )
            for place, (name, type_) in enumerate(types.items(), start=1)
        ]
    )


def _lineage_facet(
    made_from: ColumnLineage, names: Names
) -> column_lineage_dataset.ColumnLineageDatasetFacet:
    return column_lineage_dataset.ColumnLineageDatasetFacet(
        fields={
            name: column_lineage_dataset.Fields(list(_inputs(refs, names, DIRECT)))
            for name, refs in made_from.columns.items()
            if refs
        },
        dataset=list(_inputs(made_from.rows, names, INDIRECT)),
    )


def _inputs(
    refs: Refs, names: Names, how: column_lineage_dataset.Transformation
) -> Iterator[column_lineage_dataset.InputField]:
    for ref in sorted(refs):
        yield column_lineage_dataset.InputField(names.tables, ref.relation, ref.column, [how])
