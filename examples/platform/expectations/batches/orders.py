"""How a batch of orders must look; limits are filled in below from what was measured."""

import great_expectations as gx
import great_expectations.expectations as gxe


def suite() -> gx.ExpectationSuite:
    return gx.ExpectationSuite(name="orders", expectations=[gxe.ExpectColumnValuesToBeBetween(column="rows", min_value=1, meta={"name": "rows", "origin": "reviewed: an empty delivery is none"})])
