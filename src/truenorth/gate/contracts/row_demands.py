"""What a row contract demands, column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ...admit.contract import ColumnCheck, ColumnContract, FrameCheck, RowContract, Uniqueness
from .demand import Demand, Kind
from .plain_values import plain, plain_list
from .written_python import WrittenPython

ENDS: dict[str, tuple[str, bool, bool]] = {  # statistic, is it the low end, is it inside
    "greater_than": ("min_value", True, False),
    "greater_than_or_equal_to": ("min_value", True, True),
    "less_than": ("max_value", False, False),
    "less_than_or_equal_to": ("max_value", False, True),
}
OPEN = [None, True, None, True]


def row_demands(contract: RowContract, written: WrittenPython) -> Iterator[Demand]:
    """Yield every demand of a contract; checks that only warn demand nothing.

    Args:
        written: its file, for what is written in Python.
    """
    for column in contract.columns:
        yield from _of_column(column)
        yield from _of_checks(column, written)
    for check in contract.frame_checks:
        if not check.check.raise_warning:
            yield _opaque(f"rows: {check.reason}", check, written, "class")
    for unique in contract.uniqueness:
        yield from _of_uniqueness(unique)
    yield Demand(
        "rows",
        "columns that the contract does not name",
        "ordered",
        int(contract.strict is True),
        "hold the batch" if contract.strict is True else "are left out",
        ("strict", "class"),
    )
    if contract.description:
        yield Demand("rows", "the contract in words", "words", contract.description, contract.description)


def _of_column(column: ColumnContract) -> Iterator[Demand]:
    hints = (column.name,)
    said = f"{column.dtype}" + ("" if column.required else ", may be missing")
    yield Demand("rows", column.name, "column", str(column.dtype), said, hints)
    yes_no: dict[str, tuple[bool, str, str]] = {
        "presence": (column.required, "must be delivered", "may be missing"),
        "empty values": (not column.nullable, "no empty value", "may be empty"),
        "other types": (not column.coerce, "only its own type", "is cast"),
    }
    for name, (is_strict, yes, no) in yes_no.items():
        element = f"{column.name}: {name}"
        yield Demand("rows", element, "ordered", int(is_strict), yes if is_strict else no, hints)
    texts = " ".join(filter(None, (column.title, column.description)))
    if texts:
        yield Demand("rows", f"{column.name}: in words", "words", texts, texts, hints)


def _of_checks(column: ColumnContract, written: WrittenPython) -> Iterator[Demand]:
    ranges: dict[str, list[Any]] = {}
    among: list[Any] | None = None
    not_among: list[Any] = []
    for one in column.checks:
        check = one.check
        name, facts = str(check.name), check.statistics or {}
        if check.raise_warning:
            continue
        if not check.ignore_na:
            yield _flag(column.name, f"{name} of empty values", "is asked too")
        if name in ENDS:
            statistic, is_low, is_in = ENDS[name]
            end = [plain(facts[statistic]), is_in]
            _narrow(ranges, "range", [*end, None, True] if is_low else [None, True, *end])
        elif name == "in_range":
            low, high = plain(facts["min_value"]), plain(facts["max_value"])
            _narrow(ranges, "range", [low, facts["include_min"], high, facts["include_max"]])
        elif name == "str_length":
            exact = facts.get("exact_value")
            low, high = (exact, exact) if exact is not None else (facts["min_value"], facts["max_value"])
            _narrow(ranges, "length", [low, True, high, True])
        elif name in ("isin", "equal_to"):
            these = plain_list(facts["allowed_values"] if name == "isin" else [facts["value"]])
            among = these if among is None else [value for value in among if value in these]
        elif name in ("notin", "not_equal_to"):
            not_among += facts["forbidden_values"] if name == "notin" else [facts["value"]]
        else:
            yield _opaque(f"{column.name}: {one.reason}", one, written, column.name)
    hints = (column.name,)
    for what, interval in ranges.items():
        yield Demand("rows", f"{column.name}: {what}", "interval", interval, said_interval(interval), hints)
    for kind, values in (("among", among), ("not_among", plain_list(not_among) or None)):
        if values is not None:
            yield _of_values(column.name, "among" if kind == "among" else "not_among", values)


def _of_values(column: str, kind: Kind, values: list[Any]) -> Demand:
    listed = ", ".join(map(str, values))
    if kind == "among":
        return Demand("rows", f"{column}: values", kind, values, f"one of {listed}", (column,))
    return Demand("rows", f"{column}: refused values", kind, values, f"none of {listed}", (column,))


def _flag(column: str, name: str, said: str) -> Demand:
    return Demand("rows", f"{column}: {name}", "ordered", 1, said, (column,))


def _narrow(ranges: dict[str, list[Any]], name: str, other: list[Any]) -> None:
    """Two ranges of one column are one range: what both accept."""
    low, is_low_in, high, is_high_in = ranges.get(name, OPEN)
    ranges[name] = [
        *_nearer([low, is_low_in], other[:2], max),
        *_nearer([high, is_high_in], other[2:], min),
    ]


def _nearer(one: list[Any], other: list[Any], pick: Callable[[Any, Any], Any]) -> list[Any]:
    if one[0] is None or other[0] is None:
        return other if one[0] is None else one
    if one[0] == other[0]:
        return [one[0], one[1] and other[1]]
    return one if pick(one[0], other[0]) == one[0] else other


def said_interval(interval: list[Any]) -> str:
    """Say a range in words, as `at least 0 and below 10`."""
    low, is_low_in, high, is_high_in = interval
    ends = []
    if low is not None:
        ends.append(f"{'at least' if is_low_in else 'above'} {low}")
    if high is not None:
        ends.append(f"{'at most' if is_high_in else 'below'} {high}")
    return " and ".join(ends) or "any"


def _opaque(element: str, one: ColumnCheck | FrameCheck, written: WrittenPython, near: str) -> Demand:
    """A pattern, or Python: equal as long as its text is, and what it calls in its file."""
    check = one.check
    facts = {name: plain(value) for name, value in sorted((check.statistics or {}).items())}
    value = {"facts": facts, "python": "" if facts else written.of(str(check.name))}
    said = ", ".join(str(fact) for fact in facts.values() if fact is not None)
    return Demand(
        "rows", element, "opaque", value, said or str(check.name), (str(check.name), one.reason, near)
    )


def _of_uniqueness(unique: Uniqueness) -> Iterator[Demand]:
    columns = ", ".join(unique.columns)
    hints = ("unique_policy", "unique", unique.columns[0])
    yield Demand("rows", f"unique ({columns})", "ordered", 1, "no two rows share them", hints)
    element = f"unique ({columns}): copies that stay"
    stays = {"all": [], "exclude_first": ["the first"], "exclude_last": ["the last"]}[unique.policy]
    yield Demand("rows", element, "among", stays, ", ".join(stays) or "none", hints)
