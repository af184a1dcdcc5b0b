"""Entries for what came to the door: batches whose rows were labelled, and files that were held.

An admission names the Merkle root over the batch's rows and their fates (`row_digests.py`), so that one row
can be proven without an entry a row. File names may name people and are given under a key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..admit.ledger import ledger_name
from ..evidence.entry import Entry
from ..evidence.merkle import root_of_leaves
from ..persons.id_columns import id_columns
from .built import Built, rows_by_name
from .row_digests import FORMAT, LabelledBatch, row_leaves

if TYPE_CHECKING:
    import duckdb

ADMISSION, HOLD = "admission", "hold"
NOTHING = "0@"  # the mark before the first event
LEDGER_COLUMNS = "*, strftime(seen_at, '%Y-%m-%dT%H:%M:%S.%f') as seen"


def delivery_entries(built: Built) -> Iterator[Entry]:
    """Yield an entry for each event of each ledger that no build has attested."""
    for source in built.project.sources:
        relation = built.table(f"adm_{source}")
        if relation is None:
            continue
        for event in _new_events(built, source, ledger_name(relation)):
            if event["event"] == "landed":
                yield _admission(built, source, relation, event)
            else:
                yield _hold(built, source, event)


def admission_key(source: str, event_number: int, seen_at: str) -> str:
    """Return the key of an admission; a ledger that was written anew has events of its own."""
    return f"admission/{source}/{event_number}/{seen_at}"


def event_key(source: str, event: dict[str, Any]) -> str:
    """Return the key of the entry that says a ledger's event; `seen` is its time as text."""
    if event["event"] == "landed":
        return admission_key(source, event["event_number"], event["seen"])
    return f"hold/{source}/{event['event_number']}/{event['seen']}"


def attested_events(con: duckdb.DuckDBPyConnection, ledger: str, mark: str) -> Iterator[dict[str, Any]]:
    """Yield the events of a ledger that a build has attested; none of a ledger that was written anew.

    Args:
        ledger: quoted name.
        mark: how far that build came, as its entry says.
    """
    number, _, seen_at = mark.partition("@")
    events = f"select {LEDGER_COLUMNS} from {ledger}"
    last = list(rows_by_name(con, f"{events} where event_number = ?", [int(number)]))
    if last and last[0]["seen"] == seen_at:
        yield from rows_by_name(con, f"{events} where event_number <= ?", [int(number)])


def _new_events(built: Built, source: str, ledger: str) -> Iterator[dict[str, Any]]:
    mark = f"ledger/{source}"
    number, _, seen_at = built.marks.get(mark, NOTHING).partition("@")
    events = f"select {LEDGER_COLUMNS} from {ledger}"
    # A ledger that does not know the last attested event was written anew: all of it is new.
    known = list(built.rows(f"{events} where event_number = ?", [int(number)]))
    after = int(number) if known and known[0]["seen"] == seen_at else 0
    built.reached[mark] = built.marks.get(mark, NOTHING)
    for event in built.rows(f"{events} where event_number > ? order by event_number", [after]):
        yield event
        built.reached[mark] = f"{event['event_number']}@{event['seen']}"


def _admission(built: Built, source: str, relation: str, event: dict[str, Any]) -> Entry:
    salted_by = id_columns(built.project, source) or ()
    batch = LabelledBatch(source, relation, event["batch_id"], salted_by)
    rows = row_leaves(built.con, batch, built.salts, new_salts=True)
    return Entry(
        event_key(source, event),
        ADMISSION,
        {
            "source": source,
            "batch_id": event["batch_id"],
            "seen_at": event["seen"],
            "contract": event["contract_version"],
            "rows": event["rows"],
            **rows.counts,
            "row_format": FORMAT,
            "salted_by": list(salted_by),
            "rows_root": root_of_leaves(rows.hashes).hex(),
        },
    )


def _hold(built: Built, source: str, event: dict[str, Any]) -> Entry:
    file = hashlib.sha256(f"{built.salts.key}file:{event['file']}".encode()).hexdigest()
    return Entry(
        event_key(source, event),
        HOLD,
        {
            "source": source,
            "event": event["event"],
            "batch_id": event["batch_id"],
            "seen_at": event["seen"],
            "contract": event["contract_version"],
            "rows": event["rows"],
            "code": event["code"],
            "severity": event["severity"],
            "file": file,
        },
    )
