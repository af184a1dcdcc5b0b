"""Writing a decision: checked first, then added to the file of the case's signal in one step."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError
from ..project import Project
from ..reviewed_files import append_entry
from .decisions import Verb, load_decisions, standing_decisions


def decide(
    project: Project, case_id: str, signal: str, decision: Verb, *, reason: str, by: str, today: date
) -> Path:
    """Add a decision about a case to `expectations/appeals/<signal>.yml`; returns the file.

    Raises: ConfigurationError TN-D010 (a file of appeals is bad; nothing is added to any), TN-D013 (the
        decision says nothing or repeats the one that stands).
    """
    if not reason.strip() or not by.strip():
        raise ConfigurationError("TN-D013", "a decision needs a reason and a name", mend="give --reason")
    standing = standing_decisions(load_decisions(project, today)).get(case_id)
    if standing is not None and standing.decision == decision:
        raise ConfigurationError(
            "TN-D013",
            f"the last decision about the case is {decision} already",
            where=str(project.appeals / standing.file),
            mend="nothing to do",
        )
    entry: dict[str, Any] = {
        "case_id": case_id,
        "decision": decision,
        "reason": reason,
        "by": by,
        # a file's own later day must not outlive what is decided now
        "decided_on": max(today, standing.decided_on) if standing else today,
    }
    path = project.appeals / f"{signal}.yml"
    append_entry(path, "decisions", entry)
    return path
