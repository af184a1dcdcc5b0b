"""The row contract of the bench: 22 checks on eleven columns, four of them patterns, and a key of four."""

from datetime import datetime

import pandera.polars as pa
import polars as pl

ABROAD = [
    *("Australia", "Austria", "Belgium", "Brazil", "Canada", "Cyprus", "Denmark", "Finland", "France"),
    *("Germany", "Greece", "Iceland", "Ireland", "Israel", "Italy", "Japan", "Lebanon", "Lithuania"),
    *("Malta", "Netherlands", "Norway", "Poland", "Portugal", "Singapore", "Spain", "Sweden", "Switzerland"),
]


class OrderLine(pa.DataFrameModel):
    """One line of an order; a line without customer is admitted."""

    order_id: str = pa.Field(str_matches=r"^[AC]?[0-9]{8}$")
    stock_code: str = pa.Field(str_matches=r"^[0-9]{5}[A-Z]{0,2}$", notin=["B", "M"])
    description: str = pa.Field(nullable=True, str_length={"min_value": 1, "max_value": 60})
    quantity: pl.Int64 = pa.Field(ne=0, in_range={"min_value": -10_000, "max_value": 10_000})
    ordered_at: pl.Datetime("us") = pa.Field(
        in_range={"min_value": datetime(2009, 12, 1), "max_value": datetime(2012, 1, 1), "include_max": False}
    )
    unit_price: pl.Float64 = pa.Field(gt=0, le=10_000)
    customer_id: pl.Int64 = pa.Field(nullable=True, in_range={"min_value": 10_000, "max_value": 99_999})
    country: str = pa.Field(isin=["United Kingdom", *ABROAD])
    currency: str = pa.Field(str_matches=r"^[A-Z]{3}$")
    channel: str = pa.Field(isin=["web", "app", "phone", "store"])
    device_id: str = pa.Field(nullable=True, str_matches=r"^[0-9a-f]{16}$")

    class Config:
        strict = True
        unique = ["order_id", "stock_code", "quantity", "ordered_at"]
