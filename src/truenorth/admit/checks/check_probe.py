"""What a check that stays in Pandera reads, and whether it judges each row by itself.

Both are asked of polars: the check runs on an empty frame whose source notes which columns are wanted, and
the physical plan shows whether anything but row-by-row work lies between the source and the verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..contract import ColumnCheck, FrameCheck, RowContract

if TYPE_CHECKING:
    import polars as pl

_ROW_BY_ROW = {"streaming-python-scan", "select", "with-columns"}


@dataclass(frozen=True)
class Probe:
    """Columns that a check reads, in contract order; `row_wise` if it may see the rows in batches."""

    columns: tuple[str, ...]
    row_wise: bool


def probe(contract: RowContract, rule: ColumnCheck | FrameCheck) -> Probe:
    """Find out what a check needs. One that cannot run on an empty frame is given everything at once."""
    import polars as pl
    from pandera.api.polars.types import PolarsData
    from polars.io.plugins import register_io_source

    names = tuple(column.name for column in contract.columns)
    schema = {column.name: column.dtype or pl.String() for column in contract.columns}
    asked: set[str] = set()
    cut: list[Any] = []

    def source(
        with_columns: list[str] | None, predicate: Any, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        wanted = names if with_columns is None else with_columns
        asked.update(wanted)
        cut.extend(limit for limit in (predicate, n_rows) if limit is not None)
        yield pl.DataFrame(schema={name: schema[name] for name in wanted})

    frame = register_io_source(source, schema=schema)
    key = rule.column if isinstance(rule, ColumnCheck) else "*"
    try:
        verdict = rule.check.get_backend(frame)(rule.check).apply(PolarsData(frame, key))
        # A check that collects for itself may carry a total into an innocent looking expression.
        collects = bool(asked)
        row_wise = not collects and isinstance(verdict, pl.LazyFrame) and _is_row_wise(verdict)
        if isinstance(verdict, pl.LazyFrame):
            verdict.collect()
    except (Exception, pl.exceptions.PanicException):
        return Probe(names, row_wise=False)
    # A filter or a head has moved into the source: there is no verdict for each row.
    return Probe(tuple(name for name in names if name in asked) or names[:1], row_wise and not cut)


def _is_row_wise(verdict: pl.LazyFrame) -> bool:
    graph = verdict.show_graph(engine="streaming", plan_stage="physical", raw_output=True) or ""
    nodes = set(re.findall(r'\[label="([^"\\]+)', graph))
    return bool(nodes) and nodes <= _ROW_BY_ROW
