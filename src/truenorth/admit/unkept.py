"""What Pandera lets a model declare and a row contract would not keep: named, not silently left out."""

from __future__ import annotations

from typing import Any

POLICIES = ("all", "exclude_first", "exclude_last")


def unkept(schema: Any, settings: dict[str, Any]) -> str | None:
    """Return the first declaration of a Pandera schema that cannot be kept, in words.

    Args:
        settings: the `metadata` of the model's Config.
    """
    for column in schema.columns.values():
        if column.default is not None:
            return f"column {column.name!r} has a default: a value that nobody delivered would be admitted"
        if column.drop_invalid_rows:
            return f"column {column.name!r} drops invalid rows: every row is kept, with its reasons"
    for setting in ("add_missing_columns", "drop_invalid_rows", "ordered", "dtype"):
        if getattr(schema, setting):
            return f"Config sets `{setting}`"
    policy = settings.get("unique_policy", "all")
    if policy not in POLICIES:
        return f"unique_policy is {policy!r}; it is one of {', '.join(POLICIES)}"
    return None
