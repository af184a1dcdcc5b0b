"""Values and calls as Python writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

INDENT = "    "
WIDTH = 100


def call(function: str, arguments: Mapping[str, Any], depth: int) -> str:
    """A call with arguments by name, at a depth of indents; a long one takes a line for each."""
    parts = [f"{name}={literal(value, depth + 1)}" for name, value in arguments.items()]
    line = f"{function}({', '.join(parts)})"
    if len(line) + depth * len(INDENT) <= WIDTH and "\n" not in line:
        return line
    inner = INDENT * (depth + 1)
    return "\n".join([f"{function}(", *(f"{inner}{part}," for part in parts), f"{INDENT * depth})"])


def literal(value: Any, depth: int) -> str:
    """A value as Python writes it; a long list or mapping takes a line for each entry."""
    if isinstance(value, Mapping):
        parts, ends = (
            [f"{literal(name, depth)}: {literal(one, depth + 1)}" for name, one in value.items()],
            "{}",
        )
    elif isinstance(value, list | tuple):
        parts, ends = [literal(one, depth + 1) for one in value], "[]"
    elif isinstance(value, date):
        return repr(value).removeprefix("datetime.")
    elif isinstance(value, str) and value.isprintable():
        return json.dumps(
            value, ensure_ascii=False
        )  # Python reads it alike, and its formatter likes it better
    elif value is None or isinstance(value, Decimal | str | bool | int | float):
        return repr(value)
    else:
        raise TypeError(f"{type(value).__name__} is no value of a contract")
    line = ends[0] + ", ".join(parts) + ends[1]
    if len(line) <= WIDTH - depth * len(INDENT) and "\n" not in line:
        return line
    inner = INDENT * (depth + 1)
    return "\n".join([ends[0], *(f"{inner}{part}," for part in parts), f"{INDENT * depth}{ends[1]}"])


def docstring(text: str) -> str:
    """A text as a docstring, whatever it holds."""
    safe = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"""{safe}"""'
