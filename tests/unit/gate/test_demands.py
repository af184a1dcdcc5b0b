"""Tightened and loosened, against an oracle that tries values one by one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truenorth.gate.contracts.demand import Demand, Kind, effect_of, pairs

ENDS = st.tuples(st.none() | st.integers(0, 4), st.booleans())
INTERVALS = st.tuples(ENDS, ENDS).map(lambda ends: [*ends[0], *ends[1]])
VALUES = st.lists(st.sampled_from("abcd"), unique=True)
TRIED = [step / 2 for step in range(-2, 12)]
OPPOSITE = {"tightened": "loosened", "loosened": "tightened", "changed": "changed", "reworded": "reworded"}


def demand(kind: Kind, value: Any) -> Demand:
    return Demand("rows", "amount", kind, value, "")


def accepts(interval: list[Any], value: float) -> bool:
    low, is_low_in, high, is_high_in = interval
    above = low is None or value > low or (is_low_in and value == low)
    below = high is None or value < high or (is_high_in and value == high)
    return above and below


@given(INTERVALS, INTERVALS)
def test_a_tighter_interval_accepts_nothing_new(before: list[Any], after: list[Any]) -> None:
    effect = effect_of(demand("interval", before), demand("interval", after))
    new = [value for value in TRIED if accepts(after, value) and not accepts(before, value)]
    gone = [value for value in TRIED if accepts(before, value) and not accepts(after, value)]
    if effect == "tightened":
        assert not new
    if effect == "loosened":
        assert not gone
    if new and gone:
        assert effect == "changed"


@given(INTERVALS, INTERVALS)
def test_the_way_back_is_the_opposite(one: list[Any], other: list[Any]) -> None:
    there, back = demand("interval", one), demand("interval", other)
    assert effect_of(back, there) == OPPOSITE[effect_of(there, back)]


@given(VALUES, VALUES)
def test_sets_of_values(before: list[str], after: list[str]) -> None:
    effect = effect_of(demand("among", before), demand("among", after))
    refused = effect_of(demand("not_among", before), demand("not_among", after))
    fewer, more = set(after) < set(before), set(after) > set(before)
    assert effect == (
        "tightened"
        if fewer
        else "loosened"
        if more
        else "reworded"
        if set(after) == set(before)
        else "changed"
    )
    assert refused == OPPOSITE[effect]


@pytest.mark.parametrize(
    ("kind", "before", "after", "effect"),
    [
        ("column", "Int64", "String", "breaking"),
        ("column", "Int64", None, "breaking"),
        ("column", None, "Int64", "tightened"),
        ("opaque", "^a$", "^b$", "changed"),
        ("opaque", "^a$", None, "loosened"),
        ("ordered", 1, 2, "tightened"),
        ("ordered", 2, 1, "loosened"),
        ("allowed", ["analytics"], ["analytics.reporting"], "tightened"),
        ("allowed", ["analytics.reporting"], ["analytics"], "loosened"),
        ("allowed", ["analytics"], ["marketing"], "changed"),
        ("allowed", None, ["analytics"], "loosened"),
        ("interval", [0, True, None, True], ["2020-01-01", True, None, True], "changed"),
        ("words", "a", "b", "reworded"),
    ],
)
def test_each_kind(kind: Kind, before: Any, after: Any, effect: str) -> None:
    one = None if before is None else demand(kind, before)
    other = None if after is None else demand(kind, after)
    assert effect_of(one, other) == effect


@given(st.dictionaries(st.sampled_from("abc"), st.integers()))
def test_nothing_differs_from_itself(values: dict[str, int]) -> None:
    side = {name: Demand("rows", name, "ordered", value, "") for name, value in values.items()}
    assert pairs(side, dict(side)) == {}
