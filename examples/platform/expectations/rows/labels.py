"""What one profile label of a third party must be before anybody is addressed by it (systems A3, A8)."""

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData


class Labels(pa.DataFrameModel):
    """One label on one account, beside what the account itself declared."""

    label_id: str = pa.Field(unique=True)
    account_id: str
    label: str = pa.Field(isin=["interest"])
    value: str
    declared_value: str = pa.Field(nullable=True, description="What the account itself said at sign-up.")
    source: str
    labelled_at: pl.Datetime("us")
    delivered_at: pl.Datetime("us")
    ttl_days: pl.Int64 = pa.Field(gt=0, description="Days after which the label may no longer be used.")

    @pa.dataframe_check(
        name="contradicts_declaration", description="A label may not contradict what the account declared"
    )
    def agrees_with_declaration(cls, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("value") == pl.col("declared_value"))

    @pa.dataframe_check(name="older_than_ttl", description="A label is delivered within its time to live")
    def is_fresh(cls, data: PolarsData) -> pl.LazyFrame:
        age = pl.col("delivered_at") - pl.col("labelled_at")
        return data.lazyframe.select(age <= pl.duration(days=pl.col("ttl_days")))

    class Config:
        coerce = True
        strict = True
        metadata = {
            "zh": {
                "contract": "第三方给一个账号打的一个标签，旁边是账号自己的声明。",
                "declared_value": "账号注册时自己的声明。",
                "ttl_days": "超过这些天数后标签不得再用。",
                "contradicts_declaration": "标签不得与账号自己的声明矛盾。",
                "older_than_ttl": "标签须在有效期内交付。",
            }
        }
