"""How bad it is for readers that a definition became another one.

breaking: what readers do with the figure is no longer right (another unit, another period, no such slice, out
of office). risky: the same name now counts something else, or may be believed on easier terms. safe: it asks
more of itself than before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...committee.proposals import IN_OFFICE
from ..changes import Risk

WORST_FIRST: tuple[Risk, ...] = ("breaking", "risky", "safe")
BREAKING = frozenset({"metric", "unit", "currency", "period"})
SQL = "sql"


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields of a stated meaning that differ, in the order in which contracts state them."""
    return tuple(name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name))


def risk_of(before: Mapping[str, Any], after: Mapping[str, Any], *, is_other_sql: bool) -> Risk:
    """Return the worst of what two stated meanings (`definitions.meaning.stated_meaning`) differ in.

    Args:
        is_other_sql: whether what is computed differs as well.
    """
    risks = {_risk_of_field(name, before, after) for name in changed_fields(before, after)}
    if is_other_sql:
        risks.add("risky")
    return next((risk for risk in WORST_FIRST if risk in risks), "safe")


def _risk_of_field(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Risk:
    old, new = before.get(name), after.get(name)
    if name in BREAKING:
        return "breaking"
    if name == "tier":
        return "breaking" if old in IN_OFFICE and new not in IN_OFFICE else "risky"
    if name == "dimensions":
        return "risky" if set(old or ()) <= set(new or ()) else "breaking"
    if name == "guardrails":
        return "safe" if set(old or ()) <= set(new or ()) else "risky"
    if name == "limits":
        return "safe" if _is_tighter(old or {}, new or {}) else "risky"
    return "risky"


def _is_tighter(before: Mapping[str, float], after: Mapping[str, float]) -> bool:
    """Whether every limit that was there still is, and none lets more pass."""
    return all(name in after and after[name] <= limit for name, limit in before.items())
