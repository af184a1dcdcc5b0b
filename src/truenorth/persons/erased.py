"""What the model `erased_subjects` holds: digests of erased persons, for lists that pass no door."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..project import find_project
from .salts import Salts

if TYPE_CHECKING:
    import pyarrow as pa


def erased_subjects(project_dir: Path | None = None) -> pa.Table:
    """Return (subject, digest_key), one row a person; both texts of 64 hex digits."""
    import pyarrow as pa

    salts = Salts.open(find_project(project_dir))
    subjects: list[str] = []
    key = ""
    if salts is not None:
        with salts:
            subjects, key = sorted(salts.erased()), salts.key
    columns = {"subject": subjects, "digest_key": [key] * len(subjects)}
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
