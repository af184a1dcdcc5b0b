"""One thing that a contract demands, in a form that can be compared with what it demanded before.

A contract accepts data; a demand leaves some of them out. Whoever accepts more has loosened, whoever accepts
less has tightened; whoever takes away what readers were promised has broken it. Where the form of a demand
does not show which of two accepts more (patterns, Python), it has changed, and people must look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from operator import gt, lt
from typing import Any, Literal

from ...scope.taxonomy import covers
from ..changes import ContractEffect

Layer = Literal["rows", "batches", "scope"]
Kind = Literal["column", "interval", "among", "not_among", "allowed", "ordered", "opaque", "words"]


@dataclass(frozen=True)
class Demand:
    """One demand.

    Attributes:
        element: what it is called; the same demand has the same name before and after.
        kind: how two of them compare.
            `column`: a promise to readers; the value is its type.
            `interval`: [low, is low inside, high, is high inside]; None is open.
            `among`, `not_among`: a list of values.
            `allowed`: all names that are allowed; a name covers those below it (`a`, `a.b`).
            `ordered`: a number that grows with strictness.
            `opaque`: equal or not.
            `words`: asks nothing.
        said: in plain words.
        hints: texts by which its line is found in the file.
    """

    layer: Layer
    element: str
    kind: Kind
    value: Any
    said: str
    hints: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def demand_of(content: Mapping[str, Any]) -> Demand:
    """Return the demand that `as_json` wrote."""
    return Demand(**{**content, "hints": tuple(content["hints"])})


Pair = tuple[Demand | None, Demand | None]


def pairs(before: Mapping[str, Demand], after: Mapping[str, Demand]) -> dict[str, Pair]:
    """Return what stands on either side under one name, where it is not the same."""
    return {
        element: (one, other)
        for element in dict.fromkeys([*before, *after])
        for one, other in [(before.get(element), after.get(element))]
        if one is None or other is None or (one.kind, one.value) != (other.kind, other.value)
    }


def effect_of(before: Demand | None, after: Demand | None) -> ContractEffect:
    """Return what it means that one demand took the place of another; None is no demand.

    Raises: ValueError if both are None.
    """
    if before is None and after is None:
        raise ValueError("no demand on either side")
    if before is None or after is None:
        return _one_sided(before or after, is_new=before is None)
    if before.kind != after.kind:
        return "changed"
    if before.kind == "words":
        return "reworded"
    if before.kind == "column":
        return "breaking"
    if before.kind == "opaque":
        return "changed"
    if before.kind == "ordered":
        return "tightened" if after.value > before.value else "loosened"
    return _of_sets(_is_within(after, before), _is_within(before, after))


def _one_sided(demand: Demand | None, *, is_new: bool) -> ContractEffect:
    assert demand is not None
    if demand.kind == "words":
        return "reworded"
    if demand.kind == "column":
        return "tightened" if is_new else "breaking"
    if demand.kind == "allowed":  # what is not listed is not allowed
        return "loosened" if is_new else "tightened"
    return "tightened" if is_new else "loosened"


def _of_sets(is_less: bool, is_more: bool) -> ContractEffect:
    if is_less and is_more:
        return "reworded"
    return "tightened" if is_less else "loosened" if is_more else "changed"


def _is_within(inner: Demand, outer: Demand) -> bool:
    """Whether whatever `inner` accepts `outer` accepts too."""
    one, other = inner.value, outer.value
    try:
        if inner.kind == "interval":
            return _ends_within(one[:2], other[:2], gt) and _ends_within(one[2:], other[2:], lt)
    except TypeError:  # a day and a number: neither is within the other
        return False
    if inner.kind == "not_among":
        return _all_among(other, one)
    if inner.kind == "allowed":
        return all(any(covers(wide, name) for wide in other) for name in one)
    return _all_among(one, other)


def _ends_within(end: list[Any], outer_end: list[Any], is_further_in: Callable[[Any, Any], bool]) -> bool:
    """Whether one end of an interval, [value, is it inside], lies within that of another; None is open."""
    (value, is_in), (outer, is_outer_in) = end, outer_end
    if outer is None:
        return True
    if value is None:
        return False
    return bool(is_outer_in or not is_in) if value == outer else is_further_in(value, outer)


def _all_among(these: list[Any], those: list[Any]) -> bool:
    return all(one in those for one in these)
