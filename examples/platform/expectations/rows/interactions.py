"""What one act in the shop's log must be."""

from datetime import datetime

import pandera.polars as pa
import polars as pl


class Interactions(pa.DataFrameModel):
    """One act of an account on a content: viewed, liked, commented, shared, followed, saved, replied,
    searched for, corrected."""

    event_id: str = pa.Field(str_matches=r"^e[0-9]{9}$")
    account_id: str
    content_id: str
    action: str = pa.Field(
        isin=["view", "like", "comment", "share", "follow", "save", "reply", "search", "correct"],
        metadata={"reasons": {"isin": "unknown_action"}},
    )
    happened_at: pl.Datetime("us") = pa.Field(
        in_range={
            "min_value": datetime(2025, 3, 3),
            "max_value": datetime(2025, 9, 1),
            "include_max": False,
        },
        metadata={"reasons": {"in_range": "impossible_time"}},
    )
    dwell_seconds: pl.Float64 = pa.Field(
        nullable=True,
        ge=0,
        metadata={"reasons": {"greater_than_or_equal_to": "negative_dwell"}},
        description="Seconds watched; of a view only.",
    )
    network_prefix: str = pa.Field(description="Network as a prefix, never an address.")
    device_id: str
    comment_text: str = pa.Field(nullable=True, description="What was written; of a comment or a reply only.")
    channel_id: str

    class Config:
        coerce = True
        strict = True
        unique = ["event_id"]
        metadata = {
            "reasons": {"multiple_fields_uniqueness": "delivered_twice"},
            "unique_policy": "exclude_first",
            "zh": {
                "contract": "账号对内容的一次行为：观看、点赞、评论、分享、关注、收藏、回复、搜索、纠错。",
                "dwell_seconds": "观看秒数；仅观看行为有。",
                "network_prefix": "网络前缀，绝不是完整地址。",
                "comment_text": "评论或回复的文字。",
            },
        }
