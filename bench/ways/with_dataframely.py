"""dataframely's `filter`: good rows and a failure report."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import dataframely as dy
import polars as pl
from order_contract import ABROAD

from .engine import read_back, write
from .measured import Measured, Settings


class OrderLine(dy.Schema):
    """The contract of `order_contract.py` in dataframely's words."""

    order_id = dy.String(nullable=False, regex=r"^[AC]?[0-9]{8}$")
    stock_code = dy.String(
        nullable=False, regex=r"^[0-9]{5}[A-Z]{0,2}$", check=lambda code: ~code.is_in(["B", "M"])
    )
    description = dy.String(nullable=True, min_length=1, max_length=60)
    quantity = dy.Int64(nullable=False, min=-10_000, max=10_000, check=lambda number: number != 0)
    ordered_at = dy.Datetime(
        nullable=False, time_unit="us", min=datetime(2009, 12, 1), max_exclusive=datetime(2012, 1, 1)
    )
    unit_price = dy.Float64(nullable=False, min_exclusive=0, max=10_000)
    customer_id = dy.Int64(nullable=True, min=10_000, max=99_999)
    country = dy.String(nullable=False, check=lambda name: name.is_in(["United Kingdom", *ABROAD]))
    currency = dy.String(nullable=False, regex=r"^[A-Z]{3}$")
    channel = dy.String(nullable=False, check=lambda name: name.is_in(["web", "app", "phone", "store"]))
    device_id = dy.String(nullable=True, regex=r"^[0-9a-f]{16}$")

    @dy.rule()
    def key_is_unique(cls) -> pl.Expr:
        return pl.len().over("order_id", "stock_code", "quantity", "ordered_at") == 1


def run(file: Path, settings: Settings) -> Measured:
    """Part the rows, then write both parts; the failure report becomes a list of reasons."""
    measured = Measured()
    with measured.step("filter"):
        frame = pl.read_parquet(file)
        good, failures = OrderLine.filter(frame)
    with measured.step("land"):
        bad = failures.details()
        rules = [name for name in bad.columns if name not in frame.columns]
        columns = ", ".join(frame.columns)
        reasons = ", ".join(f"case when \"{rule}\" = 'invalid' then '{rule}' end" for rule in rules)
        select = f"""
            select {columns}, []::varchar[] as _reasons from good
            union all
            select {columns}, list_filter([{reasons}], lambda reason: reason is not null) as _reasons from bad
        """
        write(settings, "dataframely", select, good=good.to_arrow(), bad=bad.to_arrow())
    return read_back(settings, "dataframely", measured)
