"""How a month of labels must look beside the others; a column of the suite is a measure of the profile.

Limits are the range of 48 batches of samples (1,000 to 20,000 accounts, five seeds), widened by a factor.
"""

import great_expectations as gx

from truenorth.audit.limits import widened_ranges_of

HISTORY_LENGTH = 6

room = widened_ranges_of("samples")


def suite() -> gx.ExpectationSuite:
    return gx.ExpectationSuite(
        name="labels",
        expectations=[
            room("rows_beside_recent", "rows__vs_recent", 0.9925, 1.0075, 1.5),
            room("contradictions", "reason.contradicts_declaration.share", 0.1654, 0.2985, 1.4),
            room("stale", "reason.older_than_ttl.share", 0.0677, 0.1654, 1.6),
        ],
    )
