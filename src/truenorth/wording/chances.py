"""A p-value as people read odds."""

from __future__ import annotations

import math

from .words import Words

# Beyond, a null model says no more than "never": the digits would pose as knowledge.
SMALLEST = 1e-9


def describe_chance(p_value: float | None) -> Words:
    """`4.1e-05` as `1 in 24,000`: how often chance alone would look like this; 0 to 1, None where unknown."""
    if p_value is None or not 0 <= p_value <= 1:
        return Words("–", "–")
    if p_value < SMALLEST:
        return Words("below 1 in a billion", "不到十亿分之一")
    odds = 1 / p_value
    if odds < 10:
        return Words(f"1 in {odds:.2g}", f"{odds:.2g}分之1")
    rounded = round(odds, 1 - math.floor(math.log10(odds)))
    return Words(f"1 in {rounded:,.0f}", f"{rounded:,.0f}分之1")
