"""`customProperties`: where a document keeps what the standard has no word for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def custom(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return them as the standard lists them; empty values are left out."""
    return [
        {"property": name, "value": value}
        for name, value in values.items()
        if value not in ("", None, {}, [])
    ]


def custom_of(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return the custom properties of a part of a document by name."""
    return {one["property"]: one["value"] for one in stated.get("customProperties", [])}


def texts_of(custom_values: Mapping[str, Any], name: str) -> dict[str, str]:
    """Return a custom property that holds texts by name; one that somebody else meant otherwise is none."""
    value = custom_values.get(name, {})
    is_ours = isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    return dict(value) if is_ours else {}
