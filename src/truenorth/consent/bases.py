"""What each use of a source's data rests on, as the scope files declare it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..project import find_project
from ..scope.declarations import load_declarations

if TYPE_CHECKING:
    import pyarrow as pa


def basis_rows(project_dir: Path | None = None) -> pa.Table:
    """Return (source, purpose, legal_basis, reference), one row a source and declared data use.

    Raises: as `load_declarations`.
    """
    import pyarrow as pa

    rows = [
        {
            "source": source.name,
            "purpose": processing.data_use,
            "legal_basis": processing.legal_basis,
            "reference": processing.reference,
        }
        for source in load_declarations(find_project(project_dir)).values()
        for processing in source.processing
    ]
    names = ("source", "purpose", "legal_basis", "reference")
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in names]))
