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

    A source whose scope file says nothing of bases has one row without a purpose: its project does declare.
    Raises: as `load_declarations`.
    """
    import pyarrow as pa

    names = ("source", "purpose", "legal_basis", "reference")
    rows: list[tuple[str | None, ...]] = []
    for source in load_declarations(find_project(project_dir)).values():
        said = [(source.name, one.data_use, one.legal_basis, one.reference) for one in source.processing]
        rows += said or [(source.name, None, None, None)]
    schema = pa.schema([(name, pa.string()) for name in names])
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=schema)
