"""Entries for the audit: which batches it let pass, which it held, and by which expectations."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence.entry import Entry
from .built import Built

AUDIT = "audit"


def audit_entries(built: Built) -> Iterator[Entry]:
    """Yield an entry for each judgement of a batch that no build has attested."""
    for source in built.project.sources:
        audit = built.table(f"aud_{source}")
        if audit is None:
            continue
        mark = f"audit/{source}"
        after = built.reached[mark] = built.marks.get(mark, "")
        for judged in built.rows(
            f"""
            select
                batch_id,
                strftime(judged_at, '%Y-%m-%dT%H:%M:%S.%f') as judged,
                any_value(suite_version) as suite,
                count(*) filter (outcome = 'pass') as passed,
                count(*) filter (outcome = 'fail') as failed,
                count(*) filter (outcome = 'unknown') as unknown,
                list(distinct expectation order by expectation) filter (
                    severity = 'critical' and outcome in ('fail', 'unknown')
                    and (waived_until is null or waived_until <= judged_at::date)
                ) as objections
            from {audit}
            group by batch_id, judged_at having judged > ? order by judged, batch_id
            """,
            [after],
        ):
            yield Entry(
                f"audit/{source}/{judged['batch_id']}/{judged['judged']}",
                AUDIT,
                {
                    "source": source,
                    "batch_id": judged["batch_id"],
                    "judged_at": judged["judged"],
                    "suite": judged["suite"],
                    **{name: judged[name] for name in ("passed", "failed", "unknown")},
                    "verdict": "held" if judged["objections"] else "passed",
                    "objections": judged["objections"] or [],
                },
            )
            built.reached[mark] = judged["judged"]
