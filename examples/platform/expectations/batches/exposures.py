"""How a month of exposures must look beside the others; a column of the suite is a measure of the profile.

Limits are the range of 48 batches of samples (1,000 to 20,000 accounts, five seeds), widened by a factor.
"""

import great_expectations as gx

from truenorth.audit.limits import widened_ranges_of

HISTORY_LENGTH = 6

room = widened_ranges_of("samples")


def suite() -> gx.ExpectationSuite:
    return gx.ExpectationSuite(
        name="exposures",
        expectations=[
            room("rows_beside_recent", "rows__vs_recent", 0.7162, 1.4482, 1.6),
            room("contents_per_row", "content_id.distinct_share", 0.0744, 0.2345, 2),
            room("median_seconds", "visible_seconds.p50", 3.628, 4.0645, 1.5),
            room("invalid", "quarantined_share", 0.235, 0.3541, 1.3),
        ],
    )
