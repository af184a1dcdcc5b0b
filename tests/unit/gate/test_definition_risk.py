"""How bad a change of meaning is, field by field, and that the worst of several is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truenorth.gate.changes import DefinitionChange
from truenorth.gate.definitions.findings import definition_findings
from truenorth.gate.definitions.risk import WORST_FIRST, changed_fields, risk_of

STATED: dict[str, Any] = {
    "metric": "loyal", "tier": "core", "kind": "value", "unit": "count", "currency": "", "horizon": "mid",
    "purpose": "analytics.reporting", "numerator": "n", "denominator": "1", "period": "month",
    "dimensions": ["country"], "limits": {"bubble": 0.2}, "guardrails": ["soon"], "goal": None,
}  # fmt: skip
RISKS = [
    ({"unit": "currency"}, "breaking"),
    ({"currency": "EUR"}, "breaking"),
    ({"period": "week"}, "breaking"),
    ({"dimensions": []}, "breaking"),
    ({"dimensions": ["country", "channel"]}, "risky"),
    ({"tier": "candidate"}, "breaking"),
    ({"tier": "retired"}, "breaking"),
    ({"tier": "north_star"}, "risky"),
    ({"numerator": "m"}, "risky"),
    ({"denominator": "m"}, "risky"),
    ({"purpose": "marketing"}, "risky"),
    ({"limits": {"bubble": 0.3}}, "risky"),
    ({"limits": {}}, "risky"),
    ({"limits": {"bubble": 0.1}}, "safe"),
    ({"limits": {"bubble": 0.2, "volatility": 0.5}}, "safe"),
    ({"guardrails": []}, "risky"),
    ({"guardrails": ["soon", "later"]}, "safe"),
    ({}, "safe"),
]


@pytest.mark.parametrize(("change", "risk"), RISKS)
def test_each_field(change: dict[str, Any], risk: str) -> None:
    after = {**STATED, **change}
    assert risk_of(STATED, after, is_other_sql=False) == risk
    assert changed_fields(STATED, after) == tuple(change)


@given(st.lists(st.sampled_from(RISKS), max_size=4), st.booleans())
def test_the_worst_of_all_is_told(chosen: list[tuple[dict[str, Any], str]], is_other_sql: bool) -> None:
    after = {**STATED}
    for change, _ in chosen:
        after |= change
    each = [risk_of(STATED, {**STATED, name: after[name]}, is_other_sql=False) for name in after]
    expected = min([*each, "risky"] if is_other_sql else each, key=WORST_FIRST.index)
    assert risk_of(STATED, after, is_other_sql=is_other_sql) == expected


def test_what_the_committee_decided_is_a_warning() -> None:
    changes = [
        DefinitionChange("loyal", "breaking", "a", "b", ("unit",)),
        DefinitionChange("gone", "breaking", "a", None, ("metric",)),
        DefinitionChange("new", "safe", None, "b", ("metric",)),
    ]
    grades = {one.subject: one.grade for one in definition_findings(changes, {"loyal"})}
    assert grades == {"loyal": "warn", "gone": "fail", "new": "note"}
