"""A p-value is told as odds, and never as more than the null model can know."""

from __future__ import annotations

import pytest

from truenorth.wording import describe_chance


@pytest.mark.parametrize(
    ("p_value", "english", "chinese"),
    [
        (1.0, "1 in 1", "1分之1"),
        (0.37, "1 in 2.7", "2.7分之1"),
        (0.05, "1 in 20", "20分之1"),
        (0.012, "1 in 83", "83分之1"),
        (4.1e-5, "1 in 24,000", "24,000分之1"),
        (1e-9, "1 in 1,000,000,000", "1,000,000,000分之1"),
        (3.2e-14, "below 1 in a billion", "不到十亿分之一"),
        (0.0, "below 1 in a billion", "不到十亿分之一"),
        (None, "–", "–"),
        (1.5, "–", "–"),
        (-0.1, "–", "–"),
        (float("nan"), "–", "–"),
    ],
)
def test_odds(p_value: float | None, english: str, chinese: str) -> None:
    said = describe_chance(p_value)
    assert (said.en, said.zh) == (english, chinese)
