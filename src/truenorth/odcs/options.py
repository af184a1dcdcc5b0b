"""Rules that ODCS says as options of a column's type, `logicalTypeOptions`, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .table import RULE_OF_FIELD, TableColumn
from .types import decoded, encoded, logical_type

if TYPE_CHECKING:
    import polars as pl

ENDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
LENGTHS = {"min_value": "minLength", "max_value": "maxLength"}
TIMES = ("date", "timestamp")
RANGES = ("integer", "number", *TIMES)


def options_of(column: TableColumn) -> tuple[dict[str, Any], list[str]]:
    """Return a column's options, and the arguments of `rules` that they say."""
    kind = logical_type(column.dtype)
    if kind == "string":
        return _of_text(column.rules)
    return _of_range(column.rules, kind) if kind in RANGES else ({}, [])


def _of_text(rules: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    options: dict[str, Any] = {}
    said = []
    if "str_matches" in rules:
        text = rules["str_matches"]
        options["pattern"] = text if text.startswith("^") else f"^{text}"  # as Pandera reads it
        said.append("str_matches")
    elif "str_contains" in rules and not rules["str_contains"].startswith("^"):
        options["pattern"] = rules["str_contains"]
        said.append("str_contains")
    if "str_length" in rules:
        length = rules["str_length"]
        exact = length.get("exact_value")
        options |= {
            option: length[end] if exact is None else exact
            for end, option in LENGTHS.items()
            if exact is not None or end in length
        }
        said.append("str_length")
    return options, said


def _of_range(rules: Mapping[str, Any], kind: str) -> tuple[dict[str, Any], list[str]]:
    said = [rule for rule in ENDS if rule in rules]
    ends = {ENDS[rule]: rules[rule] for rule in said}
    if "in_range" in rules and not said:
        said, stated = ["in_range"], rules["in_range"]
        ends = {
            "minimum" if stated.get("include_min", True) else "exclusiveMinimum": stated["min_value"],
            "maximum" if stated.get("include_max", True) else "exclusiveMaximum": stated["max_value"],
        }
    options = {name: encoded(end) for name, end in ends.items()}
    wanted = str if kind in TIMES else int | float
    fits = all(isinstance(end, wanted) and not isinstance(end, bool) for end in options.values())
    return (options, said) if fits else ({}, [])


def rules_of(
    options: Mapping[str, Any], dtype: pl.DataType, reasons: Iterable[str]
) -> tuple[dict[str, Any], list[str]]:
    """Return the rules that options say, and the names of options that no rule of ours says.

    Args:
        reasons: rules that the document names; one with a single end keeps two ends apart.
    Raises: ValueError, ArithmeticError if an end is no value of the type.
    """
    left = dict(options)
    if logical_type(dtype) in ("integer", "number"):
        left.pop("format", None)  # part of the type
    rules: dict[str, Any] = {}
    if "pattern" in left:
        text = str(left.pop("pattern"))
        rules["str_matches" if text.startswith("^") else "str_contains"] = text
    length = {end: left.pop(option) for end, option in LENGTHS.items() if option in left}
    if length:
        rules["str_length"] = length
    ends = {rule: decoded(left.pop(name), dtype) for rule, name in ENDS.items() if name in left}
    low, high = (
        [rule for rule in ends if rule in ("ge", "gt")],
        [rule for rule in ends if rule in ("le", "lt")],
    )
    named = set(reasons)
    if len(low) == len(high) == 1 and not any(RULE_OF_FIELD[rule] in named for rule in ends):
        sides = {"include_min": low == ["ge"], "include_max": high == ["le"]}
        rules["in_range"] = {"min_value": ends[low[0]], "max_value": ends[high[0]], **sides}
    else:
        rules |= ends
    return rules, sorted(left)
