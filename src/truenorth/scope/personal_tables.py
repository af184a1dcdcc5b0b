"""Which raw tables hold personal data, and which of those have a contract (system E5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..project import Project, find_project
from .declarations import load_declarations
from .declared import Declarations
from .manifest import read_nodes
from .tables import target_folder

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class PersonalTable:
    """One raw table that dbt reads.

    Attributes:
        is_declared: a scope file names the table and what its columns are.
        is_personal: whether one of them is personal; None where nobody has declared the table.
        has_row_contract: its rows come through the door and are held against a row contract.
    """

    source: str
    table: str
    is_declared: bool
    is_personal: bool | None
    has_row_contract: bool

    @property
    def has_contract(self) -> bool:
        """Whether both are written down: what its columns may serve, and what a row must be."""
        return self.is_declared and self.has_row_contract


def raw_tables(
    names: list[tuple[str, str]], declared: Declarations, contracted: set[str]
) -> Iterator[PersonalTable]:
    """Return what is promised of each raw table, by name.

    Args:
        names: source and table as dbt calls them.
        contracted: sources with a row contract.
    """
    for source, table in sorted(set(names)):
        known = declared.get(source.lower())
        found = known.tables.get(table.lower()) if known else None
        is_personal = found.is_personal if found else None
        yield PersonalTable(source, table, found is not None, is_personal, source in contracted)


def personal_tables_table(project_dir: Path | None = None) -> pa.Table:
    """Return what the model `personal_tables` holds, one row a source table of dbt's graph.

    Raises: ConfigurationError TN-L001, TN-L002; EvaluationError TN-E003.
    """
    import pyarrow as pa

    project = find_project(project_dir)
    nodes = read_nodes(project.root, target_folder(project))
    names = [
        (source, table)
        for node in nodes.values()
        if node.kind == "source"
        for source, _, table in [node.name.partition(".")]
    ]
    rows = [
        {
            "source": one.source,
            "table_name": one.table,
            "is_declared": one.is_declared,
            "is_personal": one.is_personal,
            "has_row_contract": one.has_row_contract,
            "has_contract": one.has_contract,
        }
        for one in raw_tables(names, load_declarations(project), contracted_sources(project))
    ]
    told = ("is_declared", "is_personal", "has_row_contract", "has_contract")
    schema = pa.schema(
        [*((name, pa.string()) for name in ("source", "table_name")), *((name, pa.bool_()) for name in told)]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def contracted_sources(project: Project) -> set[str]:
    """Sources with a row contract, `expectations/rows/<source>.py`."""
    return {path.stem for path in (project.root / "expectations" / "rows").glob("*.py")}
