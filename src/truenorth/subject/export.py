"""`truenorth subject export`: a person's data bank (E7), portable, with proofs.

JSON Lines, one file a relation, a manifest that says what each holds, and a proof for each row and verdict
where the project has a log. Ids of other persons in a row that is not the person's own are left out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..attest.row_proof import BatchProver
from ..attest.verdicts import verdict_reference
from ..dbt import Relation
from ..errors import ConfigurationError
from ..evidence.log import EvidenceLog
from ..persons.salts import Salts
from ..project import Project
from .traces import DoorRows, Trace, door_rows, entity_traces, that_exist, traces

if TYPE_CHECKING:
    import duckdb

FORMAT = "truenorth-subject/1"
EVIDENCE = ("brushing_findings", "brushing_standing_verdicts")


class Bundle:
    """A new folder, for its owner alone; counts what is written to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[dict[str, Any]] = []
        self.proofs = 0

    def rows(self, name: str, about: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write a file of JSON Lines; nothing if there are no rows."""
        lines = [json.dumps(dict(row), ensure_ascii=False, default=str) for row in rows]
        if lines:
            self.write(f"{name}.jsonl", "\n".join(lines) + "\n")
            self.files.append({"file": f"{name}.jsonl", "holds": about, "rows": len(lines)})

    def proof(self, name: str, text: str) -> str:
        """Write a proof; returns its name in the bundle."""
        self.proofs += 1
        self.write(f"proofs/{name}", text)
        return f"proofs/{name}"

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(
            os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8"
        ) as file:
            file.write(text)


def export(
    project: Project,
    con: duckdb.DuckDBPyConnection,
    built_in: Mapping[str, Relation],
    person: str,
    out: Path,
) -> Bundle:
    """Write everything that the work database holds of a person to a new folder.

    Raises: ConfigurationError TN-U001 (nothing is held under this id), TN-U002 (the folder is not empty),
        TN-U003 (a source without a scope file); see `BatchProver` for errors of proofs.
    """
    if out.exists() and any(out.iterdir()):
        raise ConfigurationError(
            "TN-U002", "the folder is not empty", where=str(out), mend="name a new folder: nothing is mixed"
        )
    built_in = that_exist(con, built_in)
    at_door = door_rows(con, project, built_in, person)
    held = traces(con, person)
    if not held and not any(found.rows for found in at_door):
        raise nobody(project)
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    bundle = Bundle(out)
    log, salts = EvidenceLog.open(project), Salts.open(project)
    try:
        for found in at_door:
            _write_rows(con, bundle, found, person, log, salts)
        evidence = [trace for trace in held if trace.table.identifier in EVIDENCE]
        _write_traces(con, bundle, [*entity_traces(con, built_in, person), *evidence], person)
        _write_verdicts(con, bundle, built_in, person, log, salts)
        _write_manifest(bundle, project, person, log)
    finally:
        for opened in (log, salts):
            if opened is not None:
                opened.close()
    return bundle


def nobody(project: Project) -> ConfigurationError:
    """The refusal of an id that nothing is held under; the id itself is not repeated."""
    return ConfigurationError(
        "TN-U001",
        "nothing is held under this id",
        where=str(project.root),
        mend="give the id as the raw deliveries write it",
    )


def _write_rows(
    con: duckdb.DuckDBPyConnection,
    bundle: Bundle,
    found: DoorRows,
    person: str,
    log: EvidenceLog | None,
    salts: Salts | None,
) -> None:
    prover: BatchProver | None = None
    lines = []
    for batch_id, number in found.rows:
        [values] = _records(
            con,
            f"select * from {found.relation} where _batch_id = ? and _row_number = ?",
            [batch_id, number],
        )
        is_own = str(values[found.columns[0]]) == person
        if not is_own:
            values = _without_others(values, found.columns, person)
        if log is not None and salts is not None:
            if prover is None or prover.batch.batch_id != batch_id:
                prover = BatchProver(con, log, salts, found.source, found.relation, batch_id)
            name = f"{found.source}-{batch_id[:12]}-{number}.json"
            values["_proof"] = bundle.proof(name, prover.prove(number, with_values=is_own))
        lines.append(values)
    bundle.rows(
        f"received/{found.source}", f"rows of {found.source} as they were received and labelled", lines
    )


def _write_traces(con: duckdb.DuckDBPyConnection, bundle: Bundle, held: list[Trace], person: str) -> None:
    for trace in held:
        name = trace.table.identifier
        rows = _records(
            con, f"select * from {trace.table.sql} where {trace.condition}", [person] * len(trace.columns)
        )
        bundle.rows(f"models/{name}", f"rows of the model {name} that name the person", rows)


def _write_verdicts(
    con: duckdb.DuckDBPyConnection,
    bundle: Bundle,
    built_in: Mapping[str, Relation],
    person: str,
    log: EvidenceLog | None,
    salts: Salts | None,
) -> None:
    """Every verdict on the person or on an act of theirs, with the proof of its entry."""
    if not {"brushing_verdicts", "brushing_findings"} <= built_in.keys():
        return
    verdicts = _records(con, verdicts_sql(built_in), [person, person])
    salt = None
    if salts is not None:
        owner = salts.owner("subject", person)
        salt = salts.existing([owner]).get(owner)
    for verdict in verdicts if log is not None and salt is not None else ():
        reference, key = verdict_reference(salt or "", verdict["verdict_id"], verdict["decided"])
        if log is not None and log.known([key]):
            verdict["_proof"] = bundle.proof(f"verdict-{reference}.tlog-proof", log.prove(key))
    bundle.rows("verdicts", "verdicts of the detectors, all revisions", verdicts)


def verdicts_sql(built_in: Mapping[str, Relation]) -> str:
    """SELECT of the verdicts on a person and on what they did; two parameters, both the id."""
    return f"""
        select verdicts.*, strftime(decided_at, '%Y-%m-%dT%H:%M:%S.%f') as decided
        from {built_in["brushing_verdicts"].sql} as verdicts
        where (subject_type = 'actor' and subject_id = ?) or (subject_type, subject_id) in (
            select (subject_type, subject_id) from {built_in["brushing_findings"].sql} where actor_id = ?
        )
        order by decided, verdict_id
    """


def _write_manifest(bundle: Bundle, project: Project, person: str, log: EvidenceLog | None) -> None:
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "subject": person,
        "project": project.name,
        "truenorth": version("truenorth"),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": bundle.files,
        "proofs": bundle.proofs,
    }
    if log is not None:
        bundle.write("proofs/checkpoint", log.checkpoint())
        manifest |= {"log_key": str(log.key), "verify": "truenorth evidence verify --log FILE --key KEY"}
    bundle.write("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")


def _without_others(values: dict[str, Any], columns: tuple[str, ...], person: str) -> dict[str, Any]:
    """Withhold the ids of others, in the values as received too."""
    others = {name for name in columns if str(values[name]) != person}
    kept: dict[str, Any] = {name: None if name in others else value for name, value in values.items()}
    received = {name: text for name, text in (values["_as_received"] or {}).items() if name not in others}
    return {**kept, "_as_received": received, "_withheld": sorted(others)}


def _records(con: duckdb.DuckDBPyConnection, query: str, parameters: list[Any]) -> list[dict[str, Any]]:
    cursor = con.execute(query, parameters)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
