"""Broken promises about people, as the compliance tables of a build tell them."""

from __future__ import annotations

from collections.abc import Iterator

from ...publish.tables import MASKING, METRIC_SCOPE, RETENTION
from ...wording.words import Words
from ..finding import GateFinding, Place
from .side import Side

TOLD = (
    (METRIC_SCOPE, "metric", ("source", "table_name", "column_name", "data_use")),
    (RETENTION, "source", ("table_name",)),
    (MASKING, "source", ("table_name", "column_name")),
)
"""Tables, the column that a violation is about, and those that tell two violations apart."""

Violation = tuple[str, str, str]  # code, subject, key


def compliance_findings(before: Side | None, after: Side, places: dict[str, Place]) -> list[GateFinding]:
    """Tell every violation of a build, and which of them were there before.

    An old violation fails as well: no build that has one is ever published.
    """
    known = set() if before is None else {violation for violation, _ in _violations(before)}
    found: dict[Violation, GateFinding] = {}
    for violation, reason in _violations(after):
        code, subject, key = violation
        as_before = Words(" (as before the change)", "（变更前已存在）") if violation in known else Words("")
        found[violation] = GateFinding(
            check="compliance",
            grade="fail",
            code=code,
            subject=subject,
            key=key,
            said=Words(
                f"{key or subject}: {reason}{as_before.en}", f"{key or subject}：{reason}{as_before.zh}"
            ),
            mend=Words(f"see `truenorth explain {code}`", f"参见 `truenorth explain {code}`"),
            place=places.get(subject),
        )
    return list(found.values())


def _violations(side: Side) -> Iterator[tuple[Violation, str]]:
    for table, subject, parts in TOLD:
        for row in side.rows(table):
            if row["code"]:
                key = ".".join(str(row[part]) for part in parts if row[part])
                yield (row["code"], str(row[subject]), key), row["reason"] or ""
