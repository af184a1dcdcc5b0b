"""What one order line of the monthly export must be."""

from datetime import datetime

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData


class Orders(pa.DataFrameModel):
    """One order line: a sale, or a cancel line with negative pieces that takes one back."""

    order_no: str = pa.Field(str_matches=r"^o[0-9]{9}$")
    line_kind: str = pa.Field(isin=["sale", "cancel"])
    account_id: str
    item_id: str = pa.Field(description="The video or the product page that sold it.")
    shop_id: str
    ordered_at: pl.Datetime("us") = pa.Field(
        in_range={
            "min_value": datetime(2025, 3, 3),
            "max_value": datetime(2025, 9, 1),
            "include_max": False,
        },
        metadata={"reasons": {"in_range": "impossible_time"}},
    )
    pieces: pl.Int64 = pa.Field(ne=0)
    piece_price: pl.Float64 = pa.Field(
        gt=0, metadata={"reasons": {"greater_than": "not_paid"}}, description="Yuan for one piece."
    )
    author_income: pl.Float64 = pa.Field(
        ge=0, nullable=True, description="Yuan of the line for the author of the video or page."
    )
    currency: str = pa.Field(eq="CNY")
    country: str
    delivered_at: pl.Datetime("us") = pa.Field(nullable=True)
    confirmed_at: pl.Datetime("us") = pa.Field(nullable=True, description="The buyer confirmed the receipt.")
    refunded_at: pl.Datetime("us") = pa.Field(nullable=True)
    address_id: str = pa.Field(description="Where it was sent, as a code.")
    consignee_id: str = pa.Field(description="Who received it, as a code.")
    device_id: str
    network_prefix: str
    channel_id: str

    @pa.dataframe_check(name="negative_sale", description="Only a cancel line has negative pieces")
    def only_cancel_lines_are_negative(cls, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("pieces") > 0) | (pl.col("line_kind") == "cancel"))

    @pa.dataframe_check(
        name="confirmed_before_ordered", description="Nobody confirms the receipt of what is not yet ordered"
    )
    def confirmed_after_ordered(cls, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("confirmed_at") >= pl.col("ordered_at"))

    class Config:
        coerce = True
        strict = True
        unique = ["order_no"]
        metadata = {
            "reasons": {"multiple_fields_uniqueness": "delivered_twice"},
            "unique_policy": "exclude_first",
            "zh": {
                "contract": "一条订单行：一次销售，或件数为负、收回一次销售的取消行。",
                "item_id": "成交所在的视频或商品页。",
                "piece_price": "单价，元。",
                "author_income": "该行中归视频或商品页作者的金额，元。",
                "confirmed_at": "买家确认收货的时间。",
                "address_id": "收货地址的代码。",
                "consignee_id": "收货人的代码。",
                "negative_sale": "只有取消行的件数可以为负。",
                "confirmed_before_ordered": "不可能在下单之前确认收货。",
            },
        }
