"""What a batch suite demands: one expectation on one measure of the profile each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...audit.suite import BatchExpectation, BatchSuite
from .demand import Demand
from .plain_values import plain, plain_list
from .row_demands import said_interval

SEVERITIES = ("info", "warning", "critical")
BETWEEN = "expect_column_values_to_be_between"
AMONG = {
    "expect_column_values_to_be_in_set": "among",
    "expect_column_values_to_not_be_in_set": "not_among",
}
SAID_ELSEWHERE = {"column", "meta", "severity", "id", "notes", "mostly", "description", "rendered_content"}
LIMITS = {"min_value", "max_value", "strict_min", "strict_max", "value_set"}


def batch_demands(suite: BatchSuite) -> Iterator[Demand]:
    """Yield every demand of a suite."""
    for one in suite.expectations:
        yield from _of(one)
    length = suite.history_length
    said = f"compared with the {length} batches before"
    yield Demand("batches", "length of history", "opaque", length, said, ("HISTORY_LENGTH",))


def _of(one: BatchExpectation) -> Iterator[Demand]:
    stated = one.expectation
    hints = (one.name, one.measure)
    facts = {
        name: plain_list(value) if isinstance(value, list | set | tuple) else plain(value)
        for name, value in stated.configuration.kwargs.items()
        if name not in SAID_ELSEWHERE
    }
    kind = stated.expectation_type
    limits = {name: facts.pop(name, None) for name in LIMITS} if kind in (BETWEEN, *AMONG) else {}
    identity = {"kind": kind, "measure": one.measure, "facts": facts}
    yield Demand("batches", one.name, "opaque", identity, f"{one.measure}: {one.expected}", hints)
    if kind == BETWEEN:
        interval: list[Any] = [
            limits["min_value"],
            not limits["strict_min"],
            limits["max_value"],
            not limits["strict_max"],
        ]
        said = said_interval(interval)
        yield Demand("batches", f"{one.name}: limits", "interval", interval, said, hints)
    elif kind in AMONG:
        values = limits["value_set"] or []
        listed = ", ".join(map(str, values))
        is_among = AMONG[kind] == "among"
        yield Demand(
            "batches",
            f"{one.name}: values",
            "among" if is_among else "not_among",
            values,
            f"{'one' if is_among else 'none'} of {listed}",
            hints,
        )
    mostly = plain(getattr(stated, "mostly", 1))
    yield Demand("batches", f"{one.name}: share", "ordered", mostly, f"at least {mostly:g} of them", hints)
    rank = SEVERITIES.index(one.severity) if one.severity in SEVERITIES else len(SEVERITIES)
    yield Demand("batches", f"{one.name}: severity", "ordered", rank, one.severity, hints)
    yield Demand("batches", f"{one.name}: origin", "words", one.origin, one.origin, hints)
