"""What a build read: each batch that it took in, as a file with its rows and missing values counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from openlineage.client.event_v2 import InputDataset
from openlineage.client.facet_v2 import data_quality_metrics_input_dataset as metrics

from ..attest.built import rows_by_name
from ..dbt import Relation
from ..project import Project
from .naming import FILES

if TYPE_CHECKING:
    import duckdb

NULL_SHARE = ".null_share"


def read_batches(
    project: Project, con: duckdb.DuckDBPyConnection, relations: dict[str, Relation], since: datetime
) -> Iterator[InputDataset]:
    """Yield the batches that were delivered since a moment in UTC, by source and file.

    A file has the name that the ledger has: its path in the project.
    """
    for source in project.sources:
        batches, profiles = relations.get(f"bat_{source}"), relations.get(f"prf_{source}")
        if batches is None or profiles is None:
            continue
        new = list(
            rows_by_name(
                con,
                f"select batch_id, file, row_count from {batches.sql} where delivered_at >= ? order by file",
                [since],
            )
        )
        shares: dict[str, dict[str, float]] = defaultdict(dict)
        for one in rows_by_name(
            con,
            f"select batch_id, measure, value from {profiles.sql} "
            "where list_contains(?, batch_id) and ends_with(measure, ?) order by measure",
            [[batch["batch_id"] for batch in new], NULL_SHARE],
        ):
            shares[one["batch_id"]][one["measure"].removesuffix(NULL_SHARE)] = one["value"]
        for batch in new:
            yield _dataset(batch["file"], batch["row_count"], shares[batch["batch_id"]])


def _dataset(file: str, rows: int | None, shares: dict[str, float]) -> InputDataset:
    columns = {
        name: metrics.ColumnMetrics(nullCount=round(share * rows))
        for name, share in shares.items()
        if rows is not None
    }
    facet = metrics.DataQualityMetricsInputDatasetFacet(columns, rowCount=rows, fileCount=1)
    return InputDataset(FILES, file, inputFacets={"dataQualityMetrics": facet})
