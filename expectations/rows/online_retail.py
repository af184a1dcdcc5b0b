"""What one raw order line of the UCI Online Retail set must be.

A producer can import `OnlineRetail` in the job that writes the lines and validate before shipping.
"""

from datetime import datetime

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData


class OnlineRetail(pa.DataFrameModel):
    """One line of an invoice of a British gift wholesaler, 2010-12-01 to 2011-12-09.

    A line without customer is a sale that cannot be attributed: it is admitted. A cancellation (invoice
    number with C, negative quantity) is admitted and known as such.
    """

    InvoiceNo: str = pa.Field(
        str_matches=r"^[AC]?[0-9]{6}$",
        metadata={"reasons": {"str_matches": "invoice_number_form"}},
        description="Six digits; C before them marks a cancellation, A an adjustment.",
    )
    StockCode: str = pa.Field(
        str_matches=r"^([0-9]{5}[A-Za-z]{0,2}|DCGS[0-9A-Z]+|PADS)$",
        notin=["B"],
        metadata={"reasons": {"str_matches": "non_product_code", "notin": "bad_debt_adjustment"}},
        description="Five digits, up to two letters; postage, fees, samples and vouchers have other codes.",
    )
    Description: str = pa.Field(nullable=True, description="Free text of the product.")
    Quantity: pl.Int64 = pa.Field(ne=0, metadata={"reasons": {"not_equal_to": "zero_quantity"}})
    InvoiceDate: pl.Datetime("us") = pa.Field(
        in_range={
            "min_value": datetime(2009, 12, 1),
            "max_value": datetime(2012, 1, 1),
            "include_max": False,
        },
        metadata={"reasons": {"in_range": "outside_the_trading_period"}},
    )
    UnitPrice: pl.Float64 = pa.Field(
        gt=0,
        metadata={"reasons": {"greater_than": "non_positive_price"}},
        description="Pounds sterling for one piece.",
    )
    CustomerID: pl.Int64 = pa.Field(nullable=True, in_range={"min_value": 10_000, "max_value": 99_999})
    Country: str = pa.Field(str_length={"min_value": 1})

    @pa.dataframe_check(
        name="stock_correction", description="Only a cancellation may have a negative quantity"
    )
    def only_cancellations_are_negative(cls, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("Quantity") > 0) | pl.col("InvoiceNo").str.starts_with("C"))

    @pa.dataframe_check(name="positive_cancellation", description="A cancellation has a negative quantity")
    def cancellations_are_negative(cls, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("Quantity") < 0) | ~pl.col("InvoiceNo").str.starts_with("C"))

    class Config:
        coerce = True
        strict = True
        unique = [
            "InvoiceNo",
            "StockCode",
            "Description",
            "Quantity",
            "InvoiceDate",
            "UnitPrice",
            "CustomerID",
            "Country",
        ]
        metadata = {
            "reasons": {"multiple_fields_uniqueness": "exact_duplicate"},
            "unique_policy": "exclude_first",  # the first copy stays
            "zh": {  # the contract page and `truenorth check` say the rest from the checks themselves
                "contract": "一家英国礼品批发商的一条发票行，2010年12月1日至2011年12月9日。"
                "没有顾客的行是无法归属的销售：接收。取消单（发票号带C，数量为负）接收，并标明为取消。",
                "InvoiceNo": "六位数字；前面的C表示取消，A表示调账。",
                "StockCode": "五位数字，后面至多两个字母；邮费、手续费、样品与礼券用其他代码。",
                "Description": "商品的文字说明。",
                "UnitPrice": "每件的价格，英镑。",
                "stock_correction": "只有取消单可以有负数量。",
                "positive_cancellation": "取消单的数量为负。",
            },
        }
