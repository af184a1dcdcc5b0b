"""How a month of Online Retail must look beside the months before it.

A column of the suite is a measure of the profile, a row is a batch. `__vs_recent` is the ratio to the median of the
last batches that passed, `__step` the distance from the last one.
"""

import great_expectations as gx
import great_expectations.expectations as gxe

HISTORY_LENGTH = 6

MONTHS = "2010-12 to 2011-11: observed {low:g} to {high:g}; the limits leave the same room again"


def between(name, measure, low, high, *, seen, severity="critical"):
    origin = MONTHS.format(low=seen[0], high=seen[1])
    return gxe.ExpectColumnValuesToBeBetween(
        column=measure,
        min_value=low,
        max_value=high,
        severity=severity,
        meta={"name": name, "origin": origin},
    )


def suite() -> gx.ExpectationSuite:
    return gx.ExpectationSuite(
        name="online_retail",
        expectations=[
            # volume
            between("rows", "rows", 10_000, 200_000, seen=(27_707, 84_711)),
            between(
                "rows_per_day_beside_recent",
                "InvoiceDate.rows_per_day__vs_recent",
                *(0.4, 4.0),
                seen=(0.64, 2.26),
            ),
            between("days_covered", "InvoiceDate.days__vs_recent", 0.75, 1.4, seen=(0.84, 1.2)),
            between(
                "lines_per_invoice", "InvoiceNo.distinct_share__vs_recent", 0.65, 1.45, seen=(0.81, 1.22)
            ),
            between("product_range", "StockCode.distinct__vs_recent", 0.7, 1.5, seen=(0.88, 1.14)),
            # freshness
            between("last_day_moves_on", "InvoiceDate.last_day__step", 1, 62, seen=(26, 34)),
            # nulls
            between("customer_unknown", "CustomerID.null_share", 0, 0.6, seen=(0.165, 0.377)),
            between("description_missing", "Description.null_share", 0, 0.03, seen=(0.0009, 0.0076)),
            # prices and quantities
            between("median_price", "UnitPrice.p50", 0.5, 10, seen=(1.95, 2.55)),
            between("median_price_beside_recent", "UnitPrice.p50__vs_recent", 0.6, 1.7, seen=(0.82, 1.18)),
            between("high_price_beside_recent", "UnitPrice.p95__vs_recent", 0.6, 1.7, seen=(0.83, 1.09)),
            between("median_quantity", "Quantity.p50", 1, 12, seen=(2, 4)),
            between("high_quantity_beside_recent", "Quantity.p95__vs_recent", 0.4, 2.5, seen=(0.69, 1.44)),
            # reasons
            between("quarantined", "quarantined_share", 0, 0.1, seen=(0.01, 0.03)),
        ],
    )
