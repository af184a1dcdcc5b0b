"""Numbers as people read them, by unit and language."""

from __future__ import annotations

import math
from typing import TypeGuard

from .words import Lang

SIGNS = {"GBP": "£", "EUR": "€", "USD": "$", "CNY": "¥", "JPY": "¥"}
RATIOS = ("ratio", "share", "rate")
# Money of a project that does not name its currency is a plain number: a wrong sign would be a lie.
PLAIN = ("count", "currency", "customers", "orders", "rows", "")
MISSING = "–"
MINUS = "−"


def format_count(value: float) -> str:
    """`541909` as `541,909`."""
    return f"{value:,.0f}"


def format_share(value: float | None, lang: Lang) -> str:
    """A ratio (0-1) as per cent; small shares keep a figure that is not zero."""
    if not _finite(value):
        return MISSING
    percent = abs(value) * 100
    sign = MINUS if value < 0 else ""
    space = "\u00a0" if lang == "en" else ""
    if 0 < percent < 0.01:
        return f"{sign}<0.01{space}%"
    digits = 2 if 0 < percent < 0.1 else 1
    return f"{sign}{percent:.{digits}f}{space}%"


def format_value(value: float | None, unit: str, lang: Lang, *, beside: float | None = None) -> str:
    """A metric's value in its unit: `ratio` as per cent, an ISO 4217 code as money, else a number.

    From a thousand on there are no decimals: a committee reads the size, not the change. `beside` is the
    largest value of the same table, so that one column has one precision.
    """
    if not _finite(value):
        return MISSING
    if unit in RATIOS:
        return format_share(value, lang)
    sign = MINUS if value < 0 else ""
    digits = 0 if max(abs(value), abs(beside or 0.0)) >= 1000 else 2
    if _is_currency(unit):
        return f"{sign}{_currency(unit)}{abs(value):,.{digits}f}"
    number = f"{sign}{abs(value):,.{0 if value == int(value) else digits}f}"
    return number if unit in PLAIN else f"{number}\u00a0{unit}"


def compact_value(value: float, unit: str, lang: Lang) -> str:
    """An axis label: `£1.2M` in English, `£120万` in Chinese."""
    if unit in RATIOS:
        return f"{MINUS if value < 0 else ''}{abs(value) * 100:g}%"
    head = (MINUS if value < 0 else "") + (_currency(unit) if _is_currency(unit) else "")
    steps = ((1e8, "亿"), (1e4, "万")) if lang == "zh" else ((1e9, "B"), (1e6, "M"), (1e3, "k"))
    for size, letter in steps:
        if abs(value) >= size:
            return f"{head}{abs(value) / size:.4g}{letter}"
    return f"{head}{abs(value):g}"


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isascii() and unit.isupper()


def _currency(unit: str) -> str:
    return SIGNS.get(unit, f"{unit}\u00a0")


def _finite(value: float | None) -> TypeGuard[float]:
    return value is not None and math.isfinite(value)
