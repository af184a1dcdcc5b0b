"""After a dbt run: everything that happened in it becomes entries, each of them once.

Events have keys of their own, so that a run which was killed here is simply repeated. The last entry, of
kind `build`, says how far the events were read (`marks`): the next build begins there, and its cost follows
what is new, not the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from itertools import chain, islice
from typing import TYPE_CHECKING

from ..dbt import DbtRun, Relation
from ..errors import EvaluationError
from ..evidence.entry import Entry
from ..persons.salts import Salts, salts_path
from ..project import Project
from .built import Built
from .deliveries import delivery_entries
from .judgements import audit_entries
from .standing import standing_entries
from .verdicts import appeal_entries, verdict_entries

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from ..evidence.log import EvidenceLog

BUILD = "build"
ENTRIES_A_TRANSACTION = 50_000  # some 25 MB of entries in memory at a time


def attest(
    project: Project,
    log: EvidenceLog,
    con: duckdb.DuckDBPyConnection,
    built_in: Mapping[str, Relation],
    salts: Salts,
    run: DbtRun,
) -> int:
    """Log what a work database says and no build has logged; returns how many entries are new.

    Args:
        con: the open work database; temporary tables are made on it.
        built_in: where dbt built the models in it, by model name.
    Raises: see `EvidenceLog.append`.
    """
    last = log.last(BUILD)
    built = Built(project, con, built_in, salts, marks=dict(last.body["marks"]) if last else {})
    events = chain(
        delivery_entries(built), audit_entries(built), verdict_entries(built), appeal_entries(built)
    )
    added = 0
    for part in _parts(events):
        added += log.append(part).added
    standing = list(standing_entries(built, run.invocation_id))
    if added or standing or built.reached != dict(built.marks):
        # what stands and how far we came, in one transaction: neither is said without the other
        added += log.append([*standing, _build(run, built.reached)]).added
    return added


def open_salts(project: Project, log: EvidenceLog) -> Salts:
    """Open the salts, made anew only for a log that has attested nothing.

    Raises: EvaluationError TN-V050, TN-V051.
    """
    if not salts_path(project).is_file() and log.last(BUILD) is not None:
        raise EvaluationError(
            "TN-V050",
            "the log has entries, and the salts that they were made with are gone",
            where=str(salts_path(project)),
            mend="bring the file back from a copy; without it no row can be proven and the erased return",
        )
    return Salts.create(project)


def _build(run: DbtRun, marks: Mapping[str, str]) -> Entry:
    return Entry(
        f"build/{run.invocation_id}",
        BUILD,
        {
            "dbt_invocation_id": run.invocation_id,
            "truenorth": version("truenorth"),
            "nodes": len(run.nodes),
            "red": sum(node.is_red for node in run.nodes),
            "marks": dict(marks),
        },
    )


def _parts(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    waiting = iter(entries)
    while part := list(islice(waiting, ENTRIES_A_TRANSACTION)):
        yield part
