"""What one exposure must be to count: seen by a person, where it was meant to be seen (system A2)."""

import pandera.polars as pa
import polars as pl


class Exposures(pa.DataFrameModel):
    """One content shown in one slot."""

    exposure_id: str = pa.Field(unique=True)
    account_id: str
    content_id: str
    shown_at: pl.Datetime("us")
    slot: str = pa.Field(isin=["push", "feed", "ad"])
    visible_share: pl.Float64 = pa.Field(in_range={"min_value": 0.5, "max_value": 1})
    visible_seconds: pl.Float64 = pa.Field(
        ge=1,
        metadata={"reasons": {"greater_than_or_equal_to": "not_viewable"}},
        description="At least one second, or nobody can have seen it.",
    )
    agent: str = pa.Field(notin=["headless"], metadata={"reasons": {"notin": "automated_agent"}})
    in_target_region: bool = pa.Field(eq=True, metadata={"reasons": {"equal_to": "outside_target_region"}})

    clicked: bool = pa.Field(description="Whether whoever was shown it followed it.")

    class Config:
        coerce = True
        strict = True
        metadata = {
            "zh": {
                "contract": "一次内容展示。",
                "visible_seconds": "至少一秒，否则没有人看得到。",
                "clicked": "被展示者是否点开。",
            }
        }
