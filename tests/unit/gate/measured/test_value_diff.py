"""Every figure that differs is told, none that is the same; no withheld figure is ever in an answer."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gate_sides import figure, side, verdict
from truenorth.errors import ConfigurationError
from truenorth.gate.finding import GateFinding
from truenorth.gate.measured.value_diff import value_diff
from truenorth.gate.measured.value_findings import largest_change, value_findings
from truenorth.project import find_project

MARCH = date(2024, 3, 1)
VALUES = st.one_of(
    st.none(),
    st.sampled_from([0.0, 1.0, -1.0, 1e-300, 1e300, math.nan, math.inf]),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
)
KEYS = st.tuples(
    st.sampled_from(["a", "b"]),
    st.sampled_from(["raw", "trusted"]),
    st.sampled_from([("all", "all"), ("country", "x"), ("country", "all")]),
    st.sampled_from([None, MARCH]),
)


def table(values: dict[Any, float | None]) -> list[dict[str, Any]]:
    return [
        figure(metric, value, basis=basis, dimension=dimension, member=member, period=period)
        for (metric, basis, (dimension, member), period), value in values.items()
    ]


def are_same(one: float | None, other: float | None) -> bool:
    """The oracle: the same number, or no further apart than its twelfth digit."""
    if one is None or other is None:
        return one is other
    if math.isnan(one) or math.isnan(other) or math.isinf(one) or math.isinf(other):
        return (math.isnan(one) and math.isnan(other)) or one == other
    return abs(one - other) <= 1e-12 * max(abs(one), abs(other))


def test_the_basis_that_stays_is_told_beside_the_one_that_moves() -> None:
    before = {("a", "raw", ("all", "all"), None): 100.0, ("a", "trusted", ("all", "all"), None): 80.0}
    after = before | {("a", "raw", ("all", "all"), None): 160.0}
    diff = value_diff(side(metric_values=table(before)), side(metric_values=table(after)))
    assert [(one.basis, one.before, one.after) for one in diff.changes] == [("raw", 100.0, 160.0)]
    assert [(one.basis, one.before, one.after) for one in diff.unmoved] == [("trusted", 80.0, 80.0)]
    assert value_diff(side(metric_values=table(before)), side(metric_values=table(before))).unmoved == ()


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, VALUES), st.dictionaries(KEYS, VALUES))
def test_the_diff_is_that_of_the_oracle(old: dict[Any, float | None], new: dict[Any, float | None]) -> None:
    diff = value_diff(side(metric_values=table(old)), side(metric_values=table(new)))
    keys = {key for key in old.keys() | new.keys() if (old.get(key), new.get(key)) != (None, None)}
    changed = {key for key in keys if not are_same(old.get(key), new.get(key))}
    told = {(one.metric, one.basis, one.dimension, one.member) for one in diff.changes}
    assert told == {
        (metric, basis, dimension, None if dimension == "all" else member)
        for metric, basis, (dimension, member), period in changed
        if period is None
    }
    assert diff.same == len(keys - changed)
    for metric in ("a", "b"):
        for basis in ("raw", "trusted"):
            assert diff.differs(metric, basis) == any(key[:2] == (metric, basis) for key in changed)


@settings(max_examples=20, deadline=None)
@given(st.dictionaries(KEYS, VALUES))
def test_a_build_does_not_differ_from_itself(values: dict[Any, float | None]) -> None:
    diff = value_diff(side(metric_values=table(values)), side(metric_values=table(values)))
    assert diff.changes == ()


def test_the_largest_relative_change_comes_first_and_one_without_a_share_before_it() -> None:
    old = side(metric_values=[figure("a", 10), figure("b", 10), figure("c", 10), figure("d", 1)])
    new = side(metric_values=[figure("a", 11), figure("b", 5), figure("c", 10), figure("e", 1)])
    assert [one.metric for one in value_diff(old, new).changes] == ["d", "e", "b", "a"]


def findings(tier: str, old: list[Any], new: list[Any], limit: float | None = None) -> list[GateFinding]:
    sides = [side(metric_values=rows, metric_verdicts=[verdict("m", tier)]) for rows in (old, new)]
    return value_findings(value_diff(*sides), *sides, places={}, limit=limit)


@pytest.mark.parametrize(
    ("tier", "limit", "grade", "code"),
    [
        ("candidate", None, "note", "TN-D032"),
        ("candidate", 0.0, "note", "TN-D032"),
        ("core", None, "warn", "TN-D032"),
        ("north_star", 0.11, "warn", "TN-D032"),
        ("north_star", 0.09, "fail", "TN-D033"),
    ],
)
def test_what_fails_is_configured(tier: str, limit: float | None, grade: str, code: str) -> None:
    [found] = findings(tier, [figure("m", 100)], [figure("m", 110)], limit)
    assert (found.grade, found.code, found.subject) == (grade, code, "m")
    assert "100 → 110 (+10.0" in found.said.en and "100 → 110 (+10.0" in found.said.zh


def test_a_figure_that_vanishes_is_beyond_any_limit() -> None:
    [found] = findings("core", [figure("m", 100)], [], 5.0)
    assert found.grade == "fail"


def test_a_raw_figure_alone_is_a_note_and_periods_are_counted() -> None:
    old = [figure("m", 1, basis="raw"), figure("m", 1, basis="raw", period=MARCH), figure("m", 7)]
    new = [figure("m", 1, basis="raw"), figure("m", 2, basis="raw", period=MARCH), figure("m", 7)]
    [found] = findings("core", old, new)
    assert found.grade == "note"
    assert found.said.en == "raw total unchanged, 1 of 1 periods differ"


def test_leaving_office_hides_nothing() -> None:
    old = side(metric_values=[figure("m", 1)], metric_verdicts=[verdict("m", "north_star")])
    new = side(metric_values=[figure("m", 2)], metric_verdicts=[verdict("m", "candidate")])
    [found] = value_findings(value_diff(old, new), old, new, places={})
    assert found.grade == "warn"


def test_a_slice_that_is_withheld_on_one_side_is_a_change_and_on_both_sides_nothing() -> None:
    shown = side(metric_values=[figure("m", 4, dimension="country", member="Z")])
    withheld = side(metric_values=[figure("m", None, dimension="country", member="Z")])
    [change] = value_diff(shown, withheld).changes
    assert (change.before, change.after, change.relative) == (4, None, None)
    assert value_diff(withheld, withheld).changes == () and value_diff(withheld, side()).changes == ()


@pytest.mark.parametrize("stated", ["'5 %'", "-0.1", "true", ".nan"])
def test_a_limit_that_is_no_share_is_refused(tmp_path, stated: str) -> None:
    settings = f"name: p\nvars:\n  truenorth_gate_value_change_max: {stated}\n"
    (tmp_path / "dbt_project.yml").write_text(settings)
    with pytest.raises(ConfigurationError) as refusal:
        largest_change(find_project(tmp_path))
    assert refusal.value.code == "TN-D040"


def test_a_limit_that_is_a_share_is_read(tmp_path) -> None:
    (tmp_path / "dbt_project.yml").write_text("name: p\nvars: {truenorth_gate_value_change_max: 0}\n")
    assert largest_change(find_project(tmp_path)) == 0.0
    (tmp_path / "dbt_project.yml").write_text("name: p\n")
    assert largest_change(find_project(tmp_path)) is None
