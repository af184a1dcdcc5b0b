"""What the models `compliance_scope` and `scope_measures` return."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..identifiers import quote_identifier
from ..project import Project, find_project
from .catalog import LEDGER
from .declarations import load_declarations
from .manifest import Node, read_nodes
from .measures import measures
from .project_scope import scope_rows

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

PATH_SEPARATOR = " > "


def scope_table(con: duckdb.DuckDBPyConnection, project_dir: Path | None = None) -> pa.Table:
    """Return the scope of every metric of this build; no rows if the project has declared nothing.

    Raises: ConfigurationError TN-L001, TN-L002, TN-L060.
    """
    import pyarrow as pa

    project = find_project(project_dir)
    rows = [
        {
            "metric": row.metric,
            "purpose": row.purpose,
            "source": row.source,
            "table_name": row.table,
            "column_name": row.column,
            "categories": ", ".join(row.categories),
            "is_personal": row.is_personal,
            "is_declared": row.is_declared,
            "data_use": row.data_use,
            "step": row.step,
            "code": row.code,
            "reason": row.reason,
            "path": PATH_SEPARATOR.join(row.path),
        }
        for row in scope_rows(project, con, target_folder(project))
    ]
    texts = ("metric", "purpose", "source", "table_name", "column_name", "categories")
    schema = pa.schema(
        [
            *((name, pa.string()) for name in texts),
            ("is_personal", pa.bool_()),
            ("is_declared", pa.bool_()),
            *((name, pa.string()) for name in ("data_use", "step", "code", "reason", "path")),
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def measures_table(
    con: duckdb.DuckDBPyConnection, project_dir: Path | None = None, today: date | None = None
) -> pa.Table:
    """Return every declared retention and masking as measured; raises as `scope_table` does."""
    import pyarrow as pa

    project = find_project(project_dir)
    declared = load_declarations(project)
    nodes = read_nodes(project.root, target_folder(project)) if declared else {}
    rows: list[dict[str, Any]] = [
        {
            "rule": one.rule,
            "source": one.source,
            "table_name": one.table,
            "column_name": one.column,
            "declared": one.declared,
            "checked_rows": one.checked,
            "wrong_rows": one.wrong,
            "oldest": one.oldest,
            "keep_from": one.keep_from,
            "code": one.code,
            "reason": one.reason,
        }
        for one in measures(con, declared, received(nodes), today or date.today())
    ]
    schema = pa.schema(
        [
            *((name, pa.string()) for name in ("rule", "source", "table_name", "column_name", "declared")),
            ("checked_rows", pa.int64()),
            ("wrong_rows", pa.int64()),
            ("oldest", pa.date32()),
            ("keep_from", pa.date32()),
            ("code", pa.string()),
            ("reason", pa.string()),
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def received(nodes: dict[str, Node]) -> dict[tuple[str, str], str]:
    """Where what was received can be read: the labelled relation of a door, else the source itself.

    Returns: SQL for FROM by (source, table) in lower case, with `_is_doubted` (quarantined: its own time may
        be anything) and `_seen_at` (when the door took it in) beside the columns.
    """
    doors = {node.name.removeprefix("adm_"): node for node in nodes.values() if node.kind == "door"}
    places = {}
    for node in nodes.values():
        if node.kind == "source":
            source, _, table = node.name.partition(".")
            place = node.rendered or _sql(node.relation)
            plain = f"(select *, false as _is_doubted, null::timestamp as _seen_at from {place})"
            places[source.lower(), table.lower()] = _labelled(doors[source]) if source in doors else plain
    return places


def _labelled(door: Node) -> str:
    ledger = _sql(door.relation + LEDGER)
    return (
        f"(select labelled.*, len(labelled._reasons) > 0 as _is_doubted, landed._seen_at "
        f"from {_sql(door.relation)} as labelled left join (select batch_id, min(seen_at) as _seen_at "
        f"from {ledger} group by batch_id) as landed on labelled._batch_id = landed.batch_id)"
    )


def _sql(relation: str) -> str:
    return ".".join(map(quote_identifier, relation.split(".", 2)))


def target_folder(project: Project) -> Path:
    """Return the folder that the running dbt writes its artifacts to; `target` outside of dbt."""
    running = sys.modules.get("dbt.flags")
    named = getattr(running.get_flags(), "TARGET_PATH", None) if running else None
    return project.root / (named or "target")
