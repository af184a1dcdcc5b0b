"""The bubble in one sentence: how much more a dashboard shows than can be believed."""

from __future__ import annotations

import math

from .words import Words

# Below a twentieth of a per cent both figures print alike: a sentence about it would puzzle.
AGREE = 0.0005


def describe_bubble(raw: float | None, trusted: float | None) -> Words:
    """Say what lies between a metric's raw and trusted value.

    Args:
        raw, trusted: the values on both bases in the metric's unit; None when there is none.
    """
    if raw is None or trusted is None or not (math.isfinite(raw) and math.isfinite(trusted)):
        return Words("One of the two figures is missing, so nothing can be said.", "两个数缺一，无从比较。")
    if raw == trusted:
        return Words("The dashboard shows what can be believed.", "看板所示与可信数一致。")
    if trusted == 0 or (raw < 0) != (trusted < 0):
        return Words(
            "The two figures differ, but their distance cannot be given as a share.",
            "两个数不同，但差距无法用百分比表示。",
        )
    bubble = raw / trusted - 1
    if abs(bubble) < AGREE:
        return Words(
            "The dashboard shows what can be believed (less than 0.1\u00a0% apart).",
            "看板所示与可信数一致（相差不到0.1%）。",
        )
    if bubble >= 1:
        times = f"{raw / trusted:,.1f}"
        return Words(
            f"The dashboard shows {times} times what can be believed.", f"看板所示是可信数的{times}倍。"
        )
    size = f"{abs(bubble) * 100:.{0 if abs(bubble) >= 0.1 else 1}f}"
    if bubble > 0:
        return Words(
            f"The dashboard shows {size}\u00a0% more than can be believed.", f"看板所示比可信数高{size}%。"
        )
    return Words(
        f"The dashboard shows {size}\u00a0% less than the trusted figure.", f"看板所示比可信数低{size}%。"
    )
