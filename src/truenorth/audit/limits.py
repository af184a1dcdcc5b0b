"""Limits for batch suites whose origin is what earlier batches measured."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


class WidenedRange(Protocol):
    """Makes one expectation, see `widened_range`."""

    def __call__(
        self,
        name: str,
        measure: str,
        seen_low: float,
        seen_high: float,
        factor: float,
        *,
        severity: Literal["critical", "warning", "info"] = "critical",
    ) -> Expectation: ...


def widened_ranges_of(seen_in: str) -> WidenedRange:
    """Return `widened_range` for ranges that were all seen in the same data, which their origin names."""
    return partial(widened_range, seen_in)


def widened_range(
    seen_in: str,
    name: str,
    measure: str,
    seen_low: float,
    seen_high: float,
    factor: float,
    *,
    severity: Literal["critical", "warning", "info"] = "critical",
) -> Expectation:
    """Expect a measure of the profile inside the range that was seen, widened by a factor on both sides.

    Args:
        seen_in: the data that the range was measured on, for the reader.
        name: name of the expectation, part of the reason why a batch is held.
        measure: column of the profile.
        factor: at least 1; the low end is divided by it, the high end multiplied.
    """
    import great_expectations.expectations as gxe

    return gxe.ExpectColumnValuesToBeBetween(
        column=measure,
        min_value=round(seen_low / factor, 4),
        max_value=round(seen_high * factor, 4),
        severity=severity,
        meta={
            "name": name,
            "origin": f"{seen_in} measured {seen_low:g} to {seen_high:g}; widened {factor:g} times",
        },
    )
