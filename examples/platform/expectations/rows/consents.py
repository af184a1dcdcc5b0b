"""What one record of consent must be before any use rests on it (systems E1, E9)."""

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData


class Consents(pa.DataFrameModel):
    """One thing that is known of a person's consent, in the terms of ISO/IEC TS 27560."""

    consent_id: str = pa.Field(str_matches=r"^[x-z][0-9]{9}$")
    account_id: str
    purpose: str = pa.Field(
        isin=["analytics", "analytics.reporting", "essential.service", "marketing.communications.email"],
        metadata={"reasons": {"isin": "unknown_purpose"}},
        description="A data use of fideslang.",
    )
    status: str = pa.Field(isin=["given", "withdrawn", "refused"])
    valid_from: pl.Datetime("us")
    valid_until: pl.Datetime("us") = pa.Field(nullable=True, description="Empty while it is open.")
    recorded_at: pl.Datetime("us")
    superseded_at: pl.Datetime("us") = pa.Field(
        nullable=True, description="When another record said better; empty while this one stands."
    )
    notice_version: str
    is_explicit: bool
    guardian_id: str = pa.Field(nullable=True, description="Who consented for a minor.")
    proof_digest: str = pa.Field(str_matches=r"^[0-9a-f]{64}$")

    @pa.dataframe_check(name="ends_before_it_begins", description="Consent ends after it begins")
    def ends_after_it_begins(cls, data: PolarsData) -> pl.LazyFrame:
        until = pl.col("valid_until")
        return data.lazyframe.select(until.is_null() | (until > pl.col("valid_from")))

    class Config:
        coerce = True
        strict = True
        unique = ["consent_id", "superseded_at"]
        metadata = {
            "reasons": {"multiple_fields_uniqueness": "delivered_twice"},
            "unique_policy": "exclude_first",
            "zh": {
                "contract": "关于一个人同意与否的一条记录，字段依 ISO/IEC TS 27560。",
                "purpose": "fideslang 的数据用途。",
                "valid_until": "未到期时为空。",
                "superseded_at": "被更正的时刻；仍然有效时为空。",
                "guardian_id": "代未成年人同意的监护人。",
                "ends_before_it_begins": "同意的终点须晚于起点。",
            },
        }
