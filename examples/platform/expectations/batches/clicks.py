"""How a month of clicks must look beside the others; a column of the suite is a measure of the profile.

Limits are the range of 48 batches of samples (1,000 to 20,000 accounts, five seeds), widened by a factor.
"""

import great_expectations as gx

from truenorth.audit.limits import widened_ranges_of

HISTORY_LENGTH = 6

room = widened_ranges_of("samples")


def suite() -> gx.ExpectationSuite:
    return gx.ExpectationSuite(
        name="clicks",
        expectations=[
            room("rows_beside_recent", "rows__vs_recent", 0.961, 1.0937, 2),
            room("median_dwell", "dwell_seconds.p50", 10.89, 12.706, 1.5),
            room("signed_out", "account_id.null_share", 0.7191, 0.762, 1.2),
            room("unknown_channels", "reason.unknown_channel.share", 0.0017, 0.0022, 4),
            room("unreadable_dwell", "reason.dwell_seconds__dtype.share", 0.0017, 0.0022, 4),
            room("quarantined", "quarantined_share", 0.0091, 0.0106, 3),
        ],
    )
