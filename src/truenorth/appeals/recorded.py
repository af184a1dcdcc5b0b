"""What the model `brushing_appeals` records: decisions are added, none may vanish."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from ..project import find_project
from .decisions import Decision, load_decisions

if TYPE_CHECKING:
    import pyarrow as pa


def new_decisions(earlier: Any | None, project_dir: Path | None = None) -> pa.Table:
    """Return the decisions that no earlier build has recorded.

    Args:
        earlier: DuckDB relation of the rows recorded so far, or None on the first run.
    Returns: (appeal_id, case_id, decision, reason, decided_by, decided_on, file, place), one row a decision.
    Raises: ConfigurationError TN-D010, TN-D011 (a recorded decision is no longer in its file).
    """
    import pyarrow as pa

    decisions = {_appeal_id(one): one for one in load_decisions(find_project(project_dir))}
    recorded = dict(earlier.project("appeal_id, file").fetchall()) if earlier is not None else {}
    if lost := sorted({file for appeal_id, file in recorded.items() if appeal_id not in decisions}):
        raise ConfigurationError(
            "TN-D011",
            "a decision that an earlier build has recorded is gone or was changed",
            where=", ".join(f"expectations/appeals/{file}" for file in lost),
            mend="put it back as it was and add a new decision below it",
        )
    rows = [
        {
            "appeal_id": appeal_id,
            "case_id": decision.case_id,
            "decision": decision.decision,
            "reason": decision.reason,
            "decided_by": decision.by,
            "decided_on": decision.decided_on,
            "file": decision.file,
            "place": decision.place,
        }
        for appeal_id, decision in decisions.items()
        if appeal_id not in recorded
    ]
    texts = ("appeal_id", "case_id", "decision", "reason", "decided_by")
    schema = pa.schema(
        [
            *((name, pa.string()) for name in texts),
            ("decided_on", pa.date32()),
            ("file", pa.string()),
            ("place", pa.int64()),
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def _appeal_id(decision: Decision) -> str:
    """A changed word or a changed place is another decision."""
    parts = (
        decision.file, str(decision.place), decision.case_id, decision.decision, decision.reason, decision.by,
        decision.decided_on.isoformat(),
    )  # fmt: skip
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
