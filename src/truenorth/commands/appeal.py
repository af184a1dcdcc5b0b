"""`truenorth appeal`: cases of brushing, their evidence, and the reviewed way back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..appeals.decisions import Decision, Verb, load_decisions, standing_decisions
from ..errors import ConfigurationError
from ..project import Project
from .work import WorkDatabase, open_work

if TYPE_CHECKING:
    from rich.console import RenderableType

SHORTEST_PREFIX = 4
EVIDENCE = (
    "subject_type", "subject_id", "actor_id", "occurred_at", "window_start", "window_end", "observed",
    "expected", "p_value", "partners", "purity", "exclusivity", "score", "found_at",
)  # fmt: skip


@dataclass(frozen=True)
class Cases:
    """Cases by size, without subjects; `total` counts those that the limit leaves out too."""

    cases: list[dict[str, Any]]
    total: int

    def as_json(self) -> dict[str, Any]:
        return {"cases": self.cases, "total": self.total}

    def as_text(self) -> RenderableType:
        from rich.table import Table

        table = Table(caption=f"{len(self.cases)} of {self.total:,} cases", caption_justify="left")
        for column in ("case", "code", "signal", "grade", "findings", "smallest p", "decision"):
            table.add_column(column, justify="right" if column in ("findings", "smallest p") else "left")
        for case in self.cases:
            table.add_row(
                case["case_id"][:12],
                case["code"],
                case["signal"],
                case["grade"],
                f"{case['findings']:,}",
                _number(case["smallest_p"]),
                case["decision"] or "",
            )
        return table


@dataclass(frozen=True)
class Case:
    """One case with what its signal states, its evidence and every decision about it, oldest first."""

    case: dict[str, Any]
    evidence: list[dict[str, Any]]
    decisions: list[Decision]

    def as_json(self) -> dict[str, Any]:
        decisions = [asdict(decision) for decision in self.decisions]
        return {**self.case, "evidence": self.evidence, "decisions": decisions}

    def as_text(self) -> RenderableType:
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        head = Table(show_header=False)
        for name, value in self.case.items():
            head.add_row(name.replace("_", " "), Text(_number(value)))
        shown = [name for name in EVIDENCE if any(row[name] is not None for row in self.evidence)]
        rows = Table(*(name.replace("_", " ") for name in shown))
        for row in self.evidence:
            rows.add_row(*(Text(_number(row[name])) for name in shown))
        caption = f"{len(self.evidence)} of {self.case['findings']:,} findings, strongest first"
        told = [
            Text(f"{one.decided_on} {one.decision} by {one.by}: {one.reason}") for one in self.decisions
        ] or [Text("no decision yet")]
        return Group(head, rows, Text(caption), Text(), *told)


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
    decisions = sorted(
        (one for one in load_decisions(project) if one.case_id == case_id), key=lambda one: one.order
    )
    return Case(case, evidence, decisions)


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


def _number(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.3g}" if isinstance(value, float) else str(value)
