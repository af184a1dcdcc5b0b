"""Pandera on an eager polars frame, with its failure report."""

from __future__ import annotations

from pathlib import Path

import pandera.errors
import polars as pl
from order_contract import OrderLine

from .engine import read_back, write
from .measured import Measured, Settings


def run(file: Path, settings: Settings) -> Measured:
    """Validate lazily, so that each failure is reported, not only the first; then write rows and reasons."""
    measured = Measured()
    with measured.step("validate"):
        frame = pl.read_parquet(file)
        try:
            OrderLine.validate(frame, lazy=True)
            failures = pl.DataFrame(schema={"index": pl.Int32, "column": pl.String, "check": pl.String})
        except pandera.errors.SchemaErrors as report:
            failures = report.failure_cases
    with measured.step("land"):
        reason = pl.col("column").fill_null("") + "__" + pl.col("check")
        labels = failures.group_by("index").agg(reason.alias("reasons"))
        select = """
            select frame.*, coalesce(reasons, []::varchar[]) as _reasons
            from frame left join labels on frame._row_number = labels.index
        """
        rows = frame.with_row_index("_row_number").to_arrow()
        write(settings, "pandera", select, frame=rows, labels=labels.to_arrow())
    return read_back(settings, "pandera", measured)
