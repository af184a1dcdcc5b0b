"""How a month of orders must look beside the others; a column of the suite is a measure of the profile.

Limits are the range of 48 batches of samples (1,000 to 20,000 accounts, five seeds), widened by a factor.
"""

import great_expectations as gx

from truenorth.audit.limits import widened_ranges_of

HISTORY_LENGTH = 6

room = widened_ranges_of("samples")


def suite() -> gx.ExpectationSuite:
    return gx.ExpectationSuite(
        name="orders",
        expectations=[
            room("rows_beside_recent", "rows__vs_recent", 0.5022, 2.0497, 1.6),
            room("days_covered", "ordered_at.days", 29, 31, 1.1),
            room("median_price", "piece_price.p50", 37.11, 75.135, 2),
            room("median_price_beside_recent", "piece_price.p50__vs_recent", 0.7157, 1.8022, 1.4),
            room("unconfirmed", "confirmed_at.null_share", 0, 0.23, 2),
            room("unreadable_prices", "reason.piece_price__dtype.share", 0.0021, 0.0086, 4),
            room("unreadable_days", "reason.ordered_at__dtype.share", 0.0015, 0.0086, 4),
            room("quarantined", "quarantined_share", 0.0168, 0.0603, 3),
        ],
    )
