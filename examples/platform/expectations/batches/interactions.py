"""How a week of interactions must look beside the others; a column of the suite is a measure of the profile.

Limits are the range of 208 batches of samples (1,000 to 20,000 accounts, five seeds), widened by a factor.
"""

import great_expectations as gx

from truenorth.audit.limits import widened_ranges_of

HISTORY_LENGTH = 6

room = widened_ranges_of("samples")


def suite() -> gx.ExpectationSuite:
    return gx.ExpectationSuite(
        name="interactions",
        expectations=[
            room("rows_beside_recent", "rows__vs_recent", 0.3943, 2.0309, 1.6),
            room("accounts_per_row", "account_id.distinct_share", 0.1788, 0.4337, 1.5),
            room("median_dwell", "dwell_seconds.p50", 13.233, 34.171, 1.6),
            room("without_dwell", "dwell_seconds.null_share", 0.2429, 0.5032, 1.4),
            room("delivered_twice", "reason.delivered_twice.share", 0.0035, 0.0044, 4),
            room("unknown_actions", "reason.unknown_action.share", 0.0013, 0.0025, 4),
            room("impossible_times", "reason.impossible_time.share", 0.0013, 0.0025, 4),
            room("quarantined", "quarantined_share", 0.0094, 0.0124, 3),
        ],
    )
