"""How a month of consents must look; a column of the suite is a measure of the profile.

Limits are the range of 48 batches of samples (1,000 to 20,000 accounts, five seeds), widened by a factor. The
first month brings the whole register and the others what changed, so the number of rows says nothing.
"""

import great_expectations as gx

from truenorth.audit.limits import widened_ranges_of

HISTORY_LENGTH = 6

room = widened_ranges_of("samples")


def suite() -> gx.ExpectationSuite:
    return gx.ExpectationSuite(
        name="consents",
        expectations=[
            room("open_ended", "valid_until.null_share", 0.8871, 0.9973, 1.2),
            room("standing", "superseded_at.null_share", 0.9016, 1, 1.2),
            room("quarantined", "quarantined_share", 0.0077, 0.1364, 1.5),
        ],
    )
