"""Great Expectations on pandas; COMPLETE results, the only ones that name every failing row."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import great_expectations as gx
import pandas as pd
from great_expectations import expectations as gxe
from order_contract import ABROAD

from .engine import read_back, write
from .measured import Measured, Settings

REQUIRED = [
    "order_id",
    "stock_code",
    "quantity",
    "ordered_at",
    "unit_price",
    "country",
    "currency",
    "channel",
]


def expectations() -> list[gxe.Expectation]:
    """The contract of `order_contract.py` in Great Expectations' words."""
    between = gxe.ExpectColumnValuesToBeBetween
    return [
        *(gxe.ExpectColumnValuesToNotBeNull(column=name) for name in REQUIRED),
        gxe.ExpectColumnValuesToMatchRegex(column="order_id", regex=r"^[AC]?[0-9]{8}$"),
        gxe.ExpectColumnValuesToMatchRegex(column="stock_code", regex=r"^[0-9]{5}[A-Z]{0,2}$"),
        gxe.ExpectColumnValuesToNotBeInSet(column="stock_code", value_set=["B", "M"]),
        gxe.ExpectColumnValueLengthsToBeBetween(column="description", min_value=1, max_value=60),
        gxe.ExpectColumnValuesToNotBeInSet(column="quantity", value_set=[0]),
        between(column="quantity", min_value=-10_000, max_value=10_000),
        between(
            column="ordered_at",
            min_value=datetime(2009, 12, 1),
            max_value=datetime(2012, 1, 1),
            strict_max=True,
        ),
        between(column="unit_price", min_value=0, strict_min=True),
        between(column="unit_price", max_value=10_000),
        between(column="customer_id", min_value=10_000, max_value=99_999),
        gxe.ExpectColumnValuesToBeInSet(column="country", value_set=["United Kingdom", *ABROAD]),
        gxe.ExpectColumnValuesToMatchRegex(column="currency", regex=r"^[A-Z]{3}$"),
        gxe.ExpectColumnValuesToBeInSet(column="channel", value_set=["web", "app", "phone", "store"]),
        gxe.ExpectColumnValuesToMatchRegex(column="device_id", regex=r"^[0-9a-f]{16}$"),
        gxe.ExpectCompoundColumnsToBeUnique(
            column_list=["order_id", "stock_code", "quantity", "ordered_at"], ignore_row_if="never"
        ),
    ]


def run(file: Path, settings: Settings) -> Measured:
    """Validate one frame, then write its rows with the expectations that name their positions."""
    measured = Measured()
    with measured.step("validate"):
        frame = pd.read_parquet(file)
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = {"globally": False, "metric_calculations": False}
        asset = context.data_sources.add_pandas("lines").add_dataframe_asset("lines")
        batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
        report = batch.validate(
            gx.ExpectationSuite("order_lines", expectations=expectations()),
            result_format={"result_format": "COMPLETE", "include_unexpected_rows": False},
        )
    with measured.step("land"):
        failures = pd.concat([_failures(result) for result in report.results])
        select = """
            select frame.*, coalesce(reasons, []::varchar[]) as _reasons
            from frame left join (select position, list(reason) as reasons from failures group by position)
            on frame._row_number = position
        """
        frame["_row_number"] = frame.index
        write(settings, "gx", select, frame=frame, failures=failures)
    return read_back(settings, "gx", measured)


def _failures(result: Any) -> pd.DataFrame:
    if result.exception_info.get("raised_exception"):
        raise RuntimeError(f"{result.expectation_config.type}: {result.exception_info}")
    column = result.expectation_config.kwargs.get("column", "key")
    positions = result.result.get("unexpected_index_list") or []
    reason = f"{column}__{result.expectation_config.type}"
    return pd.DataFrame({"position": pd.Series(positions, dtype="int64"), "reason": reason})
