"""Whether a source column may reach a metric: one answer for each, with a permanent code where it may not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .declared import Declarations, DeclaredColumn, DeclaredSource, find_column
from .lineage import Doubted, Lineage, Reached
from .manifest import Node
from .steps import OWN_USES
from .taxonomy import (
    ADVERTISING,
    ANALYTICS,
    FORBIDDEN_CATEGORIES,
    FORBIDDEN_USES,
    any_covers,
    covers,
    data_uses,
)


@dataclass(frozen=True)
class ScopeRow:
    """One source column of one metric, or one reason why a metric's columns cannot be told.

    Attributes:
        purpose: what the metric says that it is for.
        data_use: what the column serves on this way: the purpose, or the use of a declassifying step.
        step: the declassifying step as `kind: model`, empty if there is none.
        code: why it may not be used; empty if it may.
        path: from the source column to the metric.
    """

    metric: str
    purpose: str
    source: str = ""
    table: str = ""
    column: str = ""
    categories: tuple[str, ...] = ()
    is_personal: bool = False
    is_declared: bool = False
    data_use: str = ""
    step: str = ""
    code: str = ""
    reason: str = ""
    path: tuple[str, ...] = ()


def scope_of(metric: Node, lineage: Lineage, declared: Declarations) -> Iterator[ScopeRow]:
    """Judge every source column that reaches a metric, and the metric's own purpose."""
    purpose = str(metric.meta.get("purpose", ""))
    if purpose not in data_uses():
        yield ScopeRow(metric.name, purpose, code="TN-L003", reason="its purpose is no data use of fideslang")
        return
    reached, doubted = lineage.of(metric)
    if any_covers(FORBIDDEN_USES, purpose) and not _is_assessed(purpose, reached, declared):
        yield ScopeRow(metric.name, purpose, code="TN-L013", reason="its purpose is forbidden by default")
    for one in reached:
        yield _judged(metric, purpose, one, declared)
    for doubt in doubted:
        yield _doubted(metric, purpose, doubt)


def _judged(metric: Node, purpose: str, one: Reached, declared: Declarations) -> ScopeRow:
    found = find_column(declared, one.source, one.table, one.column)
    use = one.step.data_use if one.step else purpose
    code, reason = _objection(found, use, purpose)
    column = found[1] if found else None
    return ScopeRow(
        metric=metric.name,
        purpose=purpose,
        source=one.source,
        table=one.table,
        column=column.name if column else one.column,
        categories=column.categories if column else (),
        is_personal=column.is_personal if column else False,
        is_declared=column is not None,
        data_use=use,
        step=f"{one.step.kind}: {one.step.model}" if one.step else "",
        code=code,
        reason=reason,
        path=one.path,
    )


def _objection(
    found: tuple[DeclaredSource, DeclaredColumn] | None, use: str, purpose: str
) -> tuple[str, str]:
    if found is None:
        return "TN-L010", "the column is not declared in expectations/scope"
    source, column = found
    for category in column.categories:
        if any_covers(FORBIDDEN_CATEGORIES, category) and not _rests_on_assessment(source, category, purpose):
            return "TN-L012", f"{category} is forbidden by default"
    if use == OWN_USES and column.purposes:
        return "", ""
    if any_covers(column.purposes, use):
        return "", ""
    if any_covers(ADVERTISING, use) and any(covers(ANALYTICS, allowed) for allowed in column.purposes):
        return "TN-L014", f"declared for analytics and used for {use}"
    allowed = ", ".join(column.purposes) or "nothing"
    return "TN-L011", f"declared for {allowed}, used for {use}"


def _rests_on_assessment(source: DeclaredSource, category: str, purpose: str) -> bool:
    return any(one.allows_forbidden(category, purpose) for one in source.processing)


def _is_assessed(purpose: str, reached: list[Reached], declared: Declarations) -> bool:
    """Whether every source of the metric has explicit consent and an assessment for a forbidden purpose."""
    sources = {one.source.lower() for one in reached}
    return bool(sources) and all(
        name in declared and _rests_on_assessment(declared[name], "user", purpose) for name in sources
    )


def _doubted(metric: Node, purpose: str, one: Doubted) -> ScopeRow:
    return ScopeRow(metric.name, purpose, code=one.doubt.code, reason=one.doubt.what, path=one.path)
