"""`truenorth subject erase`: a person's rows go, the door stays closed to them, every proof of others holds.

The steps, each one harmless to repeat, so that a killed erasure is simply started again:

1. what no build has attested yet is attested, so that the leaves of all rows are known;
2. the person is remembered as erased, by a digest: from here on the door lets nothing of theirs in;
3. their rows leave the work database in one transaction; of each row its number and its leaf stay, which is
   noise without the salt but is what the neighbours' proofs lead over;
4. the salt is deleted: no guess can be held against any digest on the log any more;
5. an entry says that an erasure took place and how many rows it took, not whose.

A build then recomputes the figures, and the file is written anew, so that no freed block keeps a value.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ..admit.erased_rows import erased_name
from ..admit.ledger import ledger_name
from ..attest.build_evidence import attest, open_salts
from ..attest.row_proof import BatchProver
from ..dbt import DbtRun, Relation
from ..evidence.entry import Entry
from ..evidence.log import EvidenceLog
from ..identifiers import quote_literal
from ..persons.salts import Salts
from ..project import Project
from .export import nobody
from .traces import DoorRows, Trace, door_rows, names_sql, that_exist, traces

if TYPE_CHECKING:
    import duckdb

ERASURE = "erasure"


@dataclass(frozen=True)
class Plan:
    """What an erasure takes away.

    Attributes:
        at_door: rows by source.
        held: every table that holds the id.
        files: delivered files that hold rows of the person, by source; they are never edited.
        is_repeated: the person was erased before, or a killed erasure goes on.
    """

    at_door: list[DoorRows]
    held: list[Trace]
    files: dict[str, list[str]]
    is_repeated: bool

    @property
    def rows(self) -> dict[str, int]:
        return {found.source: len(found.rows) for found in self.at_door if found.rows}


def plan_erasure(
    project: Project, con: duckdb.DuckDBPyConnection, built_in: Mapping[str, Relation], person: str
) -> Plan:
    """Say what an erasure would take away, and take nothing.

    Raises: ConfigurationError TN-U001 (nothing is held under this id), TN-U003 (no scope file).
    """
    at_door = door_rows(con, project, that_exist(con, built_in), person)
    held = traces(con, person)
    salts = Salts.open(project)
    is_repeated = False
    if salts is not None:
        with salts:
            is_repeated = salts.owner("subject", person) in salts.erased()
    if not held and not any(found.rows for found in at_door) and not is_repeated:
        raise nobody(project)
    files = {found.source: _files(con, found) for found in at_door if found.rows}
    return Plan(at_door, held, files, is_repeated)


def erase(
    project: Project,
    con: duckdb.DuckDBPyConnection,
    built_in: Mapping[str, Relation],
    person: str,
    plan: Plan,
) -> None:
    """Take the steps at the top of this file on a work database that is open for writing."""
    built_in = that_exist(con, built_in)
    log = EvidenceLog.open(project)
    try:
        salts = open_salts(project, log) if log is not None else Salts.create(project)
        with salts:
            if log is not None:
                attest(project, log, con, built_in, salts, DbtRun(0, f"erasure-{uuid4()}", ()))
            leaves = [(found, _leaves(con, found, log, salts)) for found in plan.at_door]
            subject = salts.owner("subject", person)
            name, said = salts.erase(subject, json.dumps({"rows": plan.rows}))
            cases = _lonely_cases(con, built_in, salts, person)
            for case in cases:  # a decision on appeal about nobody else is not logged again
                salts.erase(case, said)
            salts.delete(cases)
            _remove(con, built_in, plan, leaves, person)
            salts.delete([subject])
            if log is not None:
                log.append([Entry(f"erasure/{name}", ERASURE, json.loads(said))])
    finally:
        if log is not None:
            log.close()


def rewrite(work: Path) -> None:
    """Write the work database anew: blocks that deleted rows left free go with the old file."""
    import duckdb

    draft = work.with_name(f".{work.name}.rewritten")
    draft.unlink(missing_ok=True)
    with duckdb.connect() as con:
        con.execute(f"attach {quote_literal(str(work))} as old (read_only)")
        con.execute(f"attach {quote_literal(str(draft))} as new")
        con.execute("copy from database old to new")
        con.execute("detach new")
        con.execute("detach old")
    draft.replace(work)


def _files(con: duckdb.DuckDBPyConnection, found: DoorRows) -> list[str]:
    batches = sorted({batch for batch, _ in found.rows})
    rows = con.execute(
        f"select distinct file from {ledger_name(found.relation)} where event = 'landed'"
        " and list_contains(?, batch_id) order by file",
        [batches],
    ).fetchall()
    return [file for (file,) in rows]


def _leaves(
    con: duckdb.DuckDBPyConnection, found: DoorRows, log: EvidenceLog | None, salts: Salts
) -> list[tuple[str, int, str | None]]:
    """Return (batch id, row number, hash of the leaf) of each row; no hash where no log knows the row."""
    if log is None:
        return [(batch_id, number, None) for batch_id, number in found.rows]
    leaves: list[tuple[str, int, str | None]] = []
    for batch_id, rows in groupby(found.rows, key=itemgetter(0)):
        prover = BatchProver(con, log, salts, found.source, found.relation, batch_id)
        leaves += [(batch_id, number, prover.leaf(number)) for _, number in rows]
    return leaves


def _lonely_cases(
    con: duckdb.DuckDBPyConnection, built_in: Mapping[str, Relation], salts: Salts, person: str
) -> list[str]:
    """Owners of the salts of cases that are about nobody else."""
    if "brushing_findings" not in built_in:
        return []
    cases = con.execute(
        f"select case_id from {built_in['brushing_findings'].sql} group by case_id"
        " having min(actor_id) = ? and max(actor_id) = ? and count(*) = count(actor_id)",
        [person, person],
    ).fetchall()
    return [salts.owner("case", case_id) for (case_id,) in cases]


def _remove(
    con: duckdb.DuckDBPyConnection,
    built_in: Mapping[str, Relation],
    plan: Plan,
    leaves: list[tuple[DoorRows, list[tuple[str, int, str | None]]]],
    person: str,
) -> None:
    con.execute("begin transaction")
    try:
        for found, rows in leaves:
            if rows:
                con.executemany(f"insert into {erased_name(found.relation)} values (?, ?, ?)", rows)
            con.execute(
                f"delete from {found.relation} where {names_sql(found.columns)}",
                [person] * len(found.columns),
            )
        for sql, parameters in _acts_sql(built_in, person):
            con.execute(sql, parameters)
        for trace in plan.held:
            if not trace.table.identifier.startswith("adm_"):
                con.execute(
                    f"delete from {trace.table.sql} where {trace.condition}", [person] * len(trace.columns)
                )
        con.execute("commit")
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("checkpoint")


def _acts_sql(built_in: Mapping[str, Relation], person: str) -> list[tuple[str, list[Any]]]:
    """Verdicts on what the person did name the act, not the person."""
    if not {"brushing_verdicts", "brushing_findings"} <= built_in.keys():
        return []
    acts = (
        f"(subject_type, subject_id) in (select (subject_type, subject_id)"
        f" from {built_in['brushing_findings'].sql} where actor_id = ?)"
    )
    return [(f"delete from {built_in['brushing_verdicts'].sql} where {acts}", [person])]
