"""Reviewed decisions about cases, `expectations/appeals/*.yml`.

A file only grows. The last decision about a case holds: a later day comes after an earlier one, and on one
day the order of the file decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

from ..errors import ConfigurationError
from ..project import Project
from ..strict_yaml import load_yaml

Verb = Literal["uphold", "retract"]
FIELDS = {"case_id", "decision", "reason", "by", "decided_on"}
ONE_DAY = timedelta(days=1)  # east of here it may be tomorrow already


@dataclass(frozen=True)
class Decision:
    """One decision about one case.

    Attributes:
        file: name of the file that holds it.
        place: position in that file, from 1.
        by: who decided.
    """

    file: str
    place: int
    case_id: str
    decision: Verb
    reason: str
    by: str
    decided_on: date

    @property
    def order(self) -> tuple[date, str, int]:
        """Sorts decisions about a case: the largest holds."""
        return self.decided_on, self.file, self.place


def load_decisions(project: Project, today: date | None = None) -> list[Decision]:
    """Read every appeals file, in the order of names; a project without any has no decisions.

    Args:
        today: the present day; a decision of the future would outlive every later one.
    Raises: ConfigurationError TN-S001 (no valid YAML), TN-D010 (naming file and entry).
    """
    latest = (today or date.today()) + ONE_DAY
    return [
        decision
        for path in sorted(project.appeals.glob("*.yml"))
        for decision in read_decisions(path, latest)
    ]


def standing_decisions(decisions: list[Decision]) -> dict[str, Decision]:
    """Return the decision that holds, by case."""
    return {decision.case_id: decision for decision in sorted(decisions, key=lambda one: one.order)}


def read_decisions(path: Path, latest: date) -> list[Decision]:
    """Read one file; every entry complete, or nothing of the file. Raises as `load_decisions` does."""
    content = load_yaml(path)
    if not isinstance(content, dict) or not set(content) <= {"decisions"}:
        raise _refusal(path, "the file holds `decisions:` and nothing else")
    entries = content.get("decisions") or []
    if not isinstance(entries, list):
        raise _refusal(path, "`decisions:` is a list")
    return list(_in_order(path, entries, latest))


def _in_order(path: Path, entries: list[Any], latest: date) -> Iterator[Decision]:
    last: dict[str, date] = {}
    for place, entry in enumerate(entries, start=1):
        decision = _decision(path, place, entry, latest)
        if decision.decided_on < last.get(decision.case_id, decision.decided_on):
            raise _refusal(path, f"decisions[{place}] is older than the one before it about the same case")
        last[decision.case_id] = decision.decided_on
        yield decision


def _decision(path: Path, place: int, entry: Any, latest: date) -> Decision:
    where = f"decisions[{place}]"
    if not isinstance(entry, dict) or set(entry) != FIELDS:
        raise _refusal(path, f"{where} needs exactly: {', '.join(sorted(FIELDS))}")
    for field in ("case_id", "reason", "by"):
        if not isinstance(entry[field], str) or not entry[field].strip():
            raise _refusal(path, f"{where}: `{field}` is a text that says something")
    if entry["decision"] not in get_args(Verb):
        raise _refusal(path, f"{where}: `decision` is uphold or retract")
    # a timestamp is a date to Python, and compares with none
    if type(entry["decided_on"]) is not date:
        raise _refusal(path, f"{where}: `decided_on` is a date, for example 2027-01-31")
    if entry["decided_on"] > latest:
        raise _refusal(path, f"{where}: `decided_on` lies in the future")
    return Decision(file=path.name, place=place, **entry)


def _refusal(path: Path, what: str) -> ConfigurationError:
    return ConfigurationError(
        "TN-D010",
        what,
        where=str(path),
        mend="`truenorth appeal retract --help` writes such entries",
    )
