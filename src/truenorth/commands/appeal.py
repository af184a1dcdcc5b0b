"""`truenorth appeal`: cases of brushing, their evidence, and the reviewed way back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ..appeals.decisions import Verb, load_decisions, standing_decisions
from ..errors import ConfigurationError
from ..project import Project
from .cases import EVIDENCE, Case, Cases
from .work import WorkDatabase, open_work

SHORTEST_PREFIX = 4
RELATED = 5


def list_cases(project: Project, signal: str | None, limit: int) -> Cases:
    """List the cases that were found, the largest first, each with the decision that stands."""
    work = open_work(project)
    standing = standing_decisions(load_decisions(project))
    found = _records(
        work,
        f"""
        select findings.case_id, signals.code, findings.signal, signals.grade, count(*) as findings,
            min(findings.p_value) as smallest_p, count(*) over () as cases
        from {work.relations["brushing_findings"].sql} as findings
        left join {work.relations["brushing_signals"].sql} as signals on findings.signal = signals.signal
        where ? is null or findings.signal = ?
        group by all order by count(*) desc, findings.case_id limit ?
        """,
        [signal, signal, limit],
    )
    total = found[0]["cases"] if found else 0
    for case in found:
        del case["cases"]
        decided = standing.get(case["case_id"])
        case["decision"] = decided.decision if decided else None
    return Cases(found, total)


def show_case(project: Project, prefix: str, limit: int) -> Case:
    """Return one case with its strongest findings.

    Raises: ConfigurationError TN-D012 if `prefix` names no case or several.
    """
    work = open_work(project)
    case_id, _ = find_case(work, prefix)
    findings = work.relations["brushing_findings"].sql
    [case] = _records(
        work,
        f"""
        select findings.case_id, signals.code, findings.signal, signals.title, signals.grade,
            signals.null_model, count(*) as findings, count(distinct findings.actor_id) as actors,
            min(findings.occurred_at) as first_at, max(findings.occurred_at) as last_at,
            min(findings.p_value) as smallest_p
        from {findings} as findings
        left join {work.relations["brushing_signals"].sql} as signals on findings.signal = signals.signal
        where findings.case_id = ? group by all
        """,
        [case_id],
    )
    evidence = _records(
        work,
        f"select {', '.join(EVIDENCE)} from {findings} where case_id = ?"
        " order by score desc, p_value, subject_type, subject_id limit ?",
        [case_id, limit],
    )
    related = _records(
        work,
        f"""
        select other.case_id, other.signal, count(distinct other.subject_id) as shared
        from {findings} as own
        inner join {findings} as other
            on own.subject_type = other.subject_type and own.subject_id = other.subject_id
        where own.case_id = ? and other.case_id <> own.case_id
        group by all order by shared desc, other.case_id limit ?
        """,
        [case_id, RELATED],
    )
    decisions = sorted(
        (one for one in load_decisions(project) if one.case_id == case_id), key=lambda one: one.order
    )
    return Case(case, evidence, related, decisions)


def decide_case(project: Project, prefix: str, decision: Verb, reason: str, by: str, today: date) -> Path:
    """Write a decision about the case whose id begins with `prefix`; returns the file.

    Raises: ConfigurationError TN-D010, TN-D012, TN-D013.
    """
    from ..appeals.writing import decide

    case_id, signal = find_case(open_work(project), prefix)
    return decide(project, case_id, signal, decision, reason=reason, by=by, today=today)


def find_case(work: WorkDatabase, prefix: str) -> tuple[str, str]:
    """Return (case id, signal) of the one case whose id begins with `prefix`.

    Raises: ConfigurationError TN-D012.
    """
    found: list[tuple[str, str]] = []
    if len(prefix) >= SHORTEST_PREFIX:
        found = work.con.execute(
            f"select distinct case_id, signal from {work.relations['brushing_findings'].sql}"
            " where starts_with(case_id, ?)",
            [prefix],
        ).fetchall()
    if len(found) != 1:
        raise ConfigurationError(
            "TN-D012",
            f"{len(found)} cases have an id that begins with {prefix!r}",
            mend=f"`truenorth appeal list` shows the ids; give {SHORTEST_PREFIX} or more characters of one",
        )
    return found[0]


def _records(work: WorkDatabase, query: str, parameters: list[Any]) -> list[dict[str, Any]]:
    cursor = work.con.execute(query, parameters)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
