"""What one click of a channel's report must be."""

from datetime import datetime

import pandera.polars as pa
import polars as pl


class Clicks(pa.DataFrameModel):
    """One click that a channel brought; most visitors are not signed in."""

    click_id: str = pa.Field(str_matches=r"^k[0-9]{9}$")
    channel_id: str = pa.Field(
        isin=[f"c{number:02d}" for number in range(12)], metadata={"reasons": {"isin": "unknown_channel"}}
    )
    account_id: str = pa.Field(nullable=True)
    clicked_at: pl.Datetime("us") = pa.Field(
        in_range={
            "min_value": datetime(2025, 3, 3),
            "max_value": datetime(2025, 9, 1),
            "include_max": False,
        },
        metadata={"reasons": {"in_range": "impossible_time"}},
    )
    dwell_seconds: pl.Float64 = pa.Field(
        ge=0, metadata={"reasons": {"greater_than_or_equal_to": "negative_dwell"}}
    )
    converted: bool
    returned_next_day: bool

    class Config:
        coerce = True
        strict = True
        unique = ["click_id"]
        metadata = {
            "reasons": {"multiple_fields_uniqueness": "delivered_twice"},
            "unique_policy": "exclude_first",
            "zh": {"contract": "渠道带来的一次点击；多数访客没有登录。"},
        }
