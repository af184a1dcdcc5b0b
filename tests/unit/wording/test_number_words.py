"""Numbers, periods, patterns and bubbles as people read them."""

from __future__ import annotations

from datetime import date

import pytest

from truenorth.wording import (
    compact_value,
    describe_bubble,
    describe_period,
    format_share,
    format_value,
)
from truenorth.wording.patterns import describe_pattern


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        (0.4123, "ratio", "41.2\u00a0%", "41.2%"),
        (-0.121, "ratio", "−12.1\u00a0%", "−12.1%"),
        (0.00001, "ratio", "<0.01\u00a0%", "<0.01%"),
        (0.0, "ratio", "0.0\u00a0%", "0.0%"),
        (8911407.9, "GBP", "£8,911,408", "£8,911,408"),
        (446.2, "GBP", "£446.20", "£446.20"),
        (-12.5, "CHF", "−CHF\u00a012.50", "−CHF\u00a012.50"),
        (8911407.9, "currency", "8,911,408", "8,911,408"),
        (4338.0, "count", "4,338", "4,338"),
        (3.14159, "days", "3.14\u00a0days", "3.14\u00a0days"),
        (None, "ratio", "–", "–"),
        (float("nan"), "GBP", "–", "–"),
        (float("inf"), "count", "–", "–"),
    ],
)
def test_values_by_unit(value: float | None, unit: str, english: str, chinese: str) -> None:
    assert format_value(value, unit, "en") == english
    assert format_value(value, unit, "zh") == chinese


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        (1_200_000, "GBP", "£1.2M", "£120万"),
        (250_000, "count", "250k", "25万"),
        (0.25, "ratio", "25%", "25%"),
        (-500, "GBP", "−£500", "−£500"),
        (0, "currency", "0", "0"),
    ],
)
def test_axis_labels(value: float, unit: str, english: str, chinese: str) -> None:
    assert compact_value(value, unit, "en") == english
    assert compact_value(value, unit, "zh") == chinese


@pytest.mark.parametrize(
    ("raw", "trusted", "english", "chinese"),
    [
        (112.0, 100.0, "shows 12\u00a0% more than can be believed.", "看板所示比可信数高12%。"),
        (
            103.1,
            100.0,
            "The dashboard shows 3.1\u00a0% more than can be believed.",
            "看板所示比可信数高3.1%。",
        ),
        (
            88.0,
            100.0,
            "The dashboard shows 12\u00a0% less than the trusted figure.",
            "看板所示比可信数低12%。",
        ),
        (340.0, 100.0, "The dashboard shows 3.4 times what can be believed.", "看板所示是可信数的3.4倍。"),
        (5.0, 5.0, "The dashboard shows what can be believed.", "看板所示与可信数一致。"),
    ],
)
def test_bubbles(raw: float, trusted: float, english: str, chinese: str) -> None:
    words = describe_bubble(raw, trusted)
    assert words.en.startswith("The dashboard") and words.en.endswith(english)
    assert words.zh == chinese


@pytest.mark.parametrize(("raw", "trusted"), [(1.0, 0.0), (-3.0, 2.0), (None, 1.0), (1.0, float("nan"))])
def test_a_bubble_that_is_no_share_is_not_given_as_one(raw: float | None, trusted: float) -> None:
    words = describe_bubble(raw, trusted)
    assert "%" not in words.en + words.zh and words.zh


def test_a_tiny_bubble_is_not_said_to_be_nothing() -> None:
    assert "less than 0.1" in describe_bubble(100.001, 100.0).en


@pytest.mark.parametrize(
    ("start", "end", "english", "chinese"),
    [
        (date(2011, 3, 1), date(2011, 4, 1), "March 2011", "2011年3月"),
        (date(2011, 12, 1), date(2012, 1, 1), "December 2011", "2011年12月"),
        (date(2011, 1, 1), date(2012, 1, 1), "2011", "2011年"),
        (date(2011, 3, 7), date(2011, 3, 14), "2011-03-07 to 2011-03-13", "2011-03-07至2011-03-13"),
        (date(2011, 3, 7), date(2011, 3, 8), "2011-03-07", "2011-03-07"),
        (date(2011, 3, 7), None, "2011-03-07", "2011-03-07"),
    ],
)
def test_periods(start: date, end: date | None, english: str, chinese: str) -> None:
    words = describe_period(start, end)
    assert (words.en, words.zh) == (english, chinese)


@pytest.mark.parametrize(
    ("pattern", "english"),
    [
        ("^[AC]?[0-9]{6}$", "optionally “A” or “C”, then 6 digits"),
        ("^INV-[0-9]+$", "“INV-”, then 1 or more digits"),
        ("^([0-9]{5}[A-Za-z]{0,2}|PADS)$", "one of these: 5 digits, then up to 2 letters; “PADS”"),
        (r"^\d{3}\s*x$", "3 digits, then any number of blanks, then “x”"),
        ("^[0-9]x$", "one of digits, then “x”"),
        ("^[^a]$", None),
        ("^(a", None),
        ("(a)(?P=b)", None),
    ],
)
def test_patterns(pattern: str, english: str | None) -> None:
    assert describe_pattern(pattern, "en") == english


def test_a_small_share_is_not_zero() -> None:
    assert format_share(0.0004, "en") == "0.04\u00a0%"
