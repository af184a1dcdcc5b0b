"""How a month of Online Retail must look beside the months before it.

A column of the suite is a measure of the profile, a row is a batch. `__vs_recent` is the ratio to the median
of the last batches that passed, `__step` the distance from the last one.
"""

import great_expectations as gx
import great_expectations.expectations as gxe

from truenorth.audit.limits import widened_ranges_of

HISTORY_LENGTH = 6

room = widened_ranges_of("2010-12 to 2011-11")


def suite() -> gx.ExpectationSuite:
    return gx.ExpectationSuite(
        name="online_retail",
        expectations=[
            # volume
            room("rows", "rows", 27_707, 84_711, 2),
            room("rows_per_day_beside_recent", "InvoiceDate.rows_per_day__vs_recent", 0.6434, 2.1713, 1.4),
            room("days_covered", "InvoiceDate.days__vs_recent", 0.875, 1.2, 1.2),
            room("invoices_per_line", "InvoiceNo.distinct_share__vs_recent", 0.8419, 1.1905, 1.2),
            room("product_range", "StockCode.distinct__vs_recent", 0.882, 1.1175, 1.4),
            # freshness: a month begins within days of the last one and moves the last day on
            room("last_day_moves_on", "InvoiceDate.last_day__step", 28, 39, 4),
            # nulls
            room("customer_unknown", "CustomerID.null_share", 0.1654, 0.3766, 1.5),
            room("description_missing", "Description.null_share", 0.0009, 0.0076, 2, severity="warning"),
            # prices and quantities
            room("median_price", "UnitPrice.p50", 1.9462, 2.5302, 2),
            room("median_price_beside_recent", "UnitPrice.p50__vs_recent", 0.8587, 1.0394, 1.4),
            room("high_price_beside_recent", "UnitPrice.p95__vs_recent", 0.8704, 1.0031, 1.4),
            room("median_quantity", "Quantity.p50", 2, 4, 2),
            room("high_quantity_beside_recent", "Quantity.p95__vs_recent", 0.7813, 1.2692, 1.4),
            # reasons
            room("exact_duplicates", "reason.exact_duplicate.share", 0.0062, 0.0161, 3),
            room("non_product_codes", "reason.non_product_code.share", 0.004, 0.0071, 3),
            room("non_positive_prices", "reason.non_positive_price.share", 0.0031, 0.0087, 3),
            room("stock_corrections", "reason.stock_correction.share", 0.0014, 0.0062, 3),
            gxe.ExpectColumnValuesToBeBetween(
                column="reason.InvoiceDate__dtype.share",
                max_value=0.001,
                meta={
                    "name": "unreadable_dates",
                    "origin": "reviewed: Parquet delivers typed dates; none was seen",
                },
            ),
        ],
    )
