"""How much of a batch may be brushed before none of it is measured: for a project without a suite of its own.

A project says better by `expectations/batches/brushing.py`. Measures are named for the entity:
`<entity>.rows`, `.brushed`, `.brushed_share`, and `.worst_channel_share`, the lower end of the 95 % interval
of the share in the channel where it is highest.
"""

import great_expectations as gx
import great_expectations.expectations as gxe

ENTITIES = ("interactions", "orders", "clicks")


def suite() -> gx.ExpectationSuite:
    """Two expectations an entity: the whole batch holds, a single channel only warns."""
    return gx.ExpectationSuite(
        name="brushing",
        expectations=[expectation for entity in ENTITIES for expectation in _of(entity)],
    )


def _of(entity: str) -> list[gxe.Expectation]:
    return [
        gxe.ExpectColumnValuesToBeBetween(
            column=f"{entity}.brushed_share",
            max_value=0.286,
            severity="critical",
            meta={
                "name": f"{entity}_brushed",
                "origin": "founding document: a campaign lost to 28.6 % of invalid exposures",
            },
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column=f"{entity}.worst_channel_share",
            max_value=0.286,
            severity="warning",
            meta={
                "name": f"{entity}_brushed_in_one_channel",
                "origin": "founding document, as for the batch; one channel does not hold the others back",
            },
        ),
    ]
