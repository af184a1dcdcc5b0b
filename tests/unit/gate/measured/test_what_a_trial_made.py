"""Whether a trial made a model is asked of the model alone: its tests bear its name, too."""

from __future__ import annotations

from typing import Any, cast

import pytest

from truenorth.dbt import NodeResult
from truenorth.gate.measured.trial import Built

UNIT_TEST = NodeResult("unit_test.truenorth.metric_values.of_one_line", "pass", "")


@pytest.mark.parametrize(("status", "made"), [("success", True), ("error", False), ("skipped", False)])
def test_a_unit_test_says_nothing_of_the_model_that_it_tests(status: str, made: bool) -> None:
    nodes = tuple(
        NodeResult(f"model.truenorth.{name}", status, "") for name in ("metric_values", "metric_verdicts")
    )
    assert Built(cast(Any, None), (*nodes, UNIT_TEST), {}).has_figures is made
