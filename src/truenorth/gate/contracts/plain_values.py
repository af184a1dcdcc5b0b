"""Values of a contract as JSON has them, so that two processes can compare what they read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any


def plain(value: Any) -> Any:
    """Return a number, truth value or text that orders as the value does, where it orders at all."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal | float):
        return float(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    item = getattr(value, "item", None)  # numpy's scalars
    return plain(item()) if callable(item) else repr(value)


def plain_list(values: Iterable[Any]) -> list[Any]:
    """Return distinct values in one order."""
    found: list[Any] = []
    for value in map(plain, values):
        if value not in found:
            found.append(value)
    return sorted(found, key=lambda value: (type(value).__name__, str(value)))
