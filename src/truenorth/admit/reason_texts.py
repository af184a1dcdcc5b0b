"""The contracts' reasons in plain words, as a table that releases carry."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..project import find_project
from .contract import load_contract

if TYPE_CHECKING:
    import pyarrow as pa


def reason_texts(project_dir: Path | None = None) -> pa.Table:
    """Return (source, reason, text), one row a reason that a row of a declared source can carry."""
    import pyarrow as pa

    project = find_project(project_dir)
    rows = [
        {"source": source, "reason": reason, "text": text}
        for source in project.sources
        for reason, text in load_contract(project.row_contracts / f"{source}.py", source).reasons.items()
    ]
    columns = ("source", "reason", "text")
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in columns]))
