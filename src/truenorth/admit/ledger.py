"""The ledger beside a labelled relation: every delivery, once, in the order in which it was seen.

Events are appended in the transaction that writes the rows, so rows and ledger cannot come apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .delivery.deliveries import Delivery, Held, Known

if TYPE_CHECKING:
    import duckdb

Event = Literal["landed", "held", "gone"]

COLUMNS = """
    event_number bigint, seen_at timestamp, event varchar, file varchar, batch_id varchar, bytes bigint,
    mtime_ns bigint, rows bigint, severity varchar, code varchar, what varchar, mend varchar,
    contract_version varchar
"""


@dataclass(frozen=True)
class LedgerState:
    """What the ledger knows before a run.

    Attributes:
        known: last landed event of each file whose last event is a landing.
        landed: ids of all batches whose rows are in the labelled relation, with the files that brought them.
        held: last event of each file that is held now.
        next_number: number of the next event.
    """

    known: dict[str, Known]
    landed: dict[str, set[str]]
    held: dict[str, Held]
    next_number: int

    @property
    def earlier(self) -> dict[str, set[str]]:
        """By file, the ids that have landed under its name."""
        by_file: dict[str, set[str]] = {}
        for batch_id, files in self.landed.items():
            for file in files:
                by_file.setdefault(file, set()).add(batch_id)
        return by_file


def create_ledger(con: duckdb.DuckDBPyConnection, ledger: str) -> None:
    """Create the ledger table unless it exists; `ledger` is a quoted relation name."""
    con.execute(f"create table if not exists {ledger} ({COLUMNS})")


def read_state(con: duckdb.DuckDBPyConnection, ledger: str) -> LedgerState:
    """Read the state that the events add up to."""
    events = con.execute(
        f"""
        select event, file, batch_id, bytes, mtime_ns, rows, severity, code, what, mend, event_number
        from {ledger} order by event_number
        """
    ).fetchall()
    known: dict[str, Known] = {}
    held: dict[str, Held] = {}
    landed: dict[str, set[str]] = {}
    for event, file, batch_id, size, mtime_ns, rows, severity, code, what, mend, _ in events:
        known.pop(file, None)
        held.pop(file, None)
        if event == "landed":
            known[file] = Known(file, batch_id, size, mtime_ns)
            landed.setdefault(batch_id, set()).add(file)
        elif event == "held":
            held[file] = Held(file, code, what, mend, severity, batch_id, rows, size, mtime_ns)
    return LedgerState(known, landed, held, next_number=events[-1][-1] + 1 if events else 1)


class Ledger:
    """Appends events; each call belongs to the transaction that is open on `con`."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        table: str,
        *,
        first_number: int,
        seen_at: datetime,
        contract: str,
    ) -> None:
        self._con = con
        self._table = table
        self._number = first_number
        self._seen_at = seen_at
        self._contract = contract

    def landed(self, delivery: Delivery) -> None:
        """Note that all rows of `delivery` are in the labelled relation."""
        self._append(
            "landed", delivery.file, delivery.batch_id, delivery.bytes, delivery.mtime_ns, delivery.rows
        )

    def held(self, held: Held) -> None:
        """Note that nothing of the file was taken in, and why."""
        self._append(
            "held", held.file, held.batch_id, held.bytes, held.mtime_ns, held.rows,
            (held.severity, held.code, held.what, held.mend),
        )  # fmt: skip

    def gone(self, files: Iterable[str]) -> None:
        """Note that files which were held are no longer there."""
        for file in files:
            self._append("gone", file, None, None, None, None)

    def _append(
        self,
        event: Event,
        file: str,
        batch_id: str | None,
        size: int | None,
        mtime_ns: int | None,
        rows: int | None,
        refusal: tuple[str | None, ...] = (None, None, None, None),
    ) -> None:
        values = [self._number, self._seen_at, event, file, batch_id, size, mtime_ns, rows]
        self._con.execute(
            f"insert into {self._table} values ({', '.join('?' * 13)})", [*values, *refusal, self._contract]
        )
        self._number += 1


def ledger_name(relation: str) -> str:
    """Return the quoted name of the ledger beside a quoted labelled relation."""
    if not relation.endswith('"'):
        raise ValueError("the relation name must be quoted")
    return f'{relation[:-1]}__ledger"'


def contract_version(path: Path) -> str:
    """Return a short digest of a contract file: which promise a batch was labelled under."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
