"""What the model `evidence_checks` returns: whether the log holds, and says all that it must say by now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..admit.ledger import ledger_name
from ..dbt import Relation
from ..errors import TruenorthError
from ..evidence.log import EvidenceLog
from ..evidence.signers import Signers
from ..evidence.verified_file import verified_file
from ..evidence.witnesses import known_witnesses
from ..project import Project, find_project
from ..publish import folder
from .build_evidence import BUILD
from .deliveries import NOTHING, attested_events, event_key
from .opening import is_required
from .publication import publication_key

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

NOT_ATTESTED, NOT_REQUIRED, LEFT_OUT = "TN-V052", "TN-V057", "TN-V058"
Check = dict[str, Any]


def evidence_table(con: duckdb.DuckDBPyConnection, project_dir: Path | None = None) -> pa.Table:
    """Return one row a check: `check_name`, `subject`, `entries` looked at, `code` if it fails, `reason`.

    Args:
        con: the work database, while dbt runs: what the last build attested is looked for, not what this
            one is about to.
    """
    import pyarrow as pa

    project = find_project(project_dir)
    columns = {"check_name": pa.string(), "subject": pa.string(), "entries": pa.int64()}
    columns |= {"code": pa.string(), "reason": pa.string()}
    return pa.Table.from_pylist(list(evidence_checks(project, con)), schema=pa.schema(columns))


def evidence_checks(project: Project, con: duckdb.DuckDBPyConnection) -> Iterator[Check]:
    """Yield the checks of `evidence_table`; a log that does not hold is not asked what it says."""
    try:
        log = EvidenceLog.open(project)
        if log is None:
            code = NOT_ATTESTED if is_required(project) else NOT_REQUIRED
            yield _check("log_holds", "", 0, code, "nothing is attested: this project has no evidence log")
            return
        with log:
            known = known_witnesses(log.store)
            verified_file(log.store, Signers(log.key, [], [one.key for one in known]))
            yield _check("log_holds", "", log.size)
            yield from _publication(project, log)
            yield from _deliveries(project, log, con)
    except TruenorthError as refusal:
        yield _check("log_holds", "", 0, refusal.code, refusal.what)


def _publication(project: Project, log: EvidenceLog) -> Iterator[Check]:
    """The release that readers see has its entry; one from before the first attested build gets it then."""
    current = folder.current_file(project.published)
    if current is not None and log.last(BUILD) is not None:
        yield _all_known("publication", "", {publication_key(current.stem)}, log)


def _deliveries(project: Project, log: EvidenceLog, con: duckdb.DuckDBPyConnection) -> Iterator[Check]:
    """Every delivery that the last build says it has attested is on the log."""
    last = log.last(BUILD)
    marks = last.body["marks"] if last else {}
    for source in project.sources:
        ledger = _ledger(con, f"adm_{source}")
        if ledger and (mark := marks.get(f"ledger/{source}", NOTHING)) != NOTHING:
            keys = {event_key(source, event) for event in attested_events(con, ledger, mark)}
            yield _all_known("deliveries", source, keys, log)


def _ledger(con: duckdb.DuckDBPyConnection, door: str) -> str | None:
    """Where a ledger is, from the database: dbt's manifest may be of another run."""
    found = con.execute(
        "select schema_name from duckdb_tables() where table_name = ? and not internal", [f"{door}__ledger"]
    ).fetchall()
    return ledger_name(Relation(found[0][0], door).sql) if len(found) == 1 else None


def _all_known(name: str, subject: str, keys: set[str], log: EvidenceLog) -> Check:
    missing = len(keys - log.known(keys))
    if missing:
        return _check(name, subject, len(keys), LEFT_OUT, f"{missing} of {len(keys)} have no entry")
    return _check(name, subject, len(keys))


def _check(name: str, subject: str, entries: int, code: str = "", reason: str = "") -> Check:
    return {"check_name": name, "subject": subject, "entries": entries, "code": code, "reason": reason}
