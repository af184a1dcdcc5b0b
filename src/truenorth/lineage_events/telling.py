"""Tells a build: from what it left in the work database and in dbt's artifacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openlineage.client.facet_v2 import set_producer

from ..dbt import DbtRun, read_manifest, relations
from ..errors import TruenorthError
from ..project import Project
from ..work_access import connect_to_work
from .assertions import Assertion, audit_assertions, row_contract_assertions, test_assertions
from .batches import read_batches
from .datasets import written_datasets
from .events import PRODUCER, Told, events_of
from .naming import Names, names_of
from .sending import send


def tell_run(
    project: Project, run: DbtRun, failure: str, file: Path | None, on_message: Callable[[str], None]
) -> None:
    """Send the events of a run of dbt.

    Args:
        failure: why nothing was published, empty if something was; names and codes only.
        file: see `truenorth.lineage_events.sending.send`.
    """
    set_producer(PRODUCER)  # every facet says who made it
    names = names_of(project)
    began = datetime.fromisoformat(run.started_at)
    told = Told(run.invocation_id, began, datetime.now(UTC), failure)
    try:
        told = _found(project, names, run, told)
    except Exception as error:  # half of the relations of a red build may be missing; its answer must stand
        why = error.code if isinstance(error, TruenorthError) else type(error).__name__
        on_message(f"TN-H032 lineage is told without datasets: {why}\n  mend: build again without red nodes")
    send(events_of(told, names), file, on_message)


def _found(project: Project, names: Names, run: DbtRun, told: Told) -> Told:
    manifest = read_manifest(project.root)
    built = relations(project)
    succeeded = {one.unique_id for one in run.nodes if one.status == "success"}
    with connect_to_work(project) as con:
        con.execute("set file_search_path = ?", [str(project.root)])  # external sources are files of it
        written = tuple(written_datasets(project, names, con, manifest, succeeded))
        since = told.began.astimezone(UTC).replace(tzinfo=None)
        read = tuple(read_batches(project, con, built, since))
        judged: dict[str, list[Assertion]] = defaultdict(list)
        for unique_id, found in test_assertions(run, manifest).items():
            judged[_table(manifest["nodes"][unique_id])] += found
        for source in project.sources:
            door = f"model.{project.name}.adm_{source}"
            if door in succeeded:
                table = _table(manifest["nodes"][door])
                judged[table] += row_contract_assertions(project, con, built, source)
                judged[table] += audit_assertions(con, built[f"aud_{source}"])
    in_order = tuple((name, tuple(found)) for name, found in sorted(judged.items()))
    return replace(told, read=read, written=written, judged=in_order)


def _table(node: dict[str, Any]) -> str:
    """The name of a dataset, as scope names a relation."""
    return ".".join([node["database"], node["schema"], node["alias"]]).lower()
