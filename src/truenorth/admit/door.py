"""The door: every delivery of a source is taken in once, every row of it labelled once.

A batch lands in one transaction: its rows with their reasons, and its event in the ledger. A delivery that
cannot be read is held, named, and leaves all state as it was; the others go on.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DeliveryError
from ..identifiers import quote_identifier
from ..project import SourceConfig, find_project
from .checks.pandera_checks import failing_rows
from .checks.uniqueness import duplicate_rows_sql
from .contract import RowContract, load_contract
from .delivery.deliveries import Delivery, Held
from .delivery.discovery import examine
from .delivery.read_errors import as_delivery_error
from .delivery.reading import ensure_unchanged, select_sql
from .erased_rows import ErasedSubjects, create_erased_table, erased_name, erased_subjects, land_others
from .labelled_table import create_labelled_table, require_same_columns
from .labelling import labelling_sql, readable_rows_sql, rules_for, typed_sql
from .ledger import Ledger, LedgerState, contract_version, create_ledger, ledger_name, read_state
from .typing_columns import TEXT_FORMATS, type_columns

if TYPE_CHECKING:
    import duckdb


def admit(source: str, *, project_dir: Path | None = None) -> Admission:
    """Prepare the door of one declared source; dbt's `door` materialization calls `land`."""
    project = find_project(project_dir)
    config = project.source(source)
    contract = load_contract(project.row_contracts / f"{source}.py", source)
    return Admission(config, contract, erased_subjects(project, source))


@dataclass(frozen=True)
class Admission:
    """A source and its contract, ready to take in what is new, but for the rows of erased persons."""

    source: SourceConfig
    contract: RowContract
    erased: ErasedSubjects | None = None

    def land(
        self,
        con: duckdb.DuckDBPyConnection,
        relation: str,
        *,
        full_refresh: bool = False,
        now: datetime | None = None,
    ) -> list[Delivery | Held]:
        """Take in every new delivery.

        Args:
            con: a connection without an open transaction.
            relation: quoted name of the labelled relation; the ledger lies beside it.
            full_refresh: label every batch anew under the present contract; refused if a file is gone.
        Returns: what was examined and found new or held, in file order.
        """
        # A checkpoint would else merge small row groups of older batches, a hundred tasks at a time: one new
        # file beside 199 took seventeen times as long as alone.
        con.execute("set global max_vacuum_tasks = 0")
        ledger_table = ledger_name(relation)
        if full_refresh:
            self._refuse_to_lose_batches(con, relation, ledger_table)
        self._create(con, relation, ledger_table, replace=full_refresh)
        state = read_state(con, ledger_table)
        found = examine(con, self.source, self.contract, state.known, state.landed, state.earlier)
        ledger = Ledger(
            con,
            ledger_table,
            first_number=state.next_number,
            seen_at=now or datetime.now(UTC).replace(tzinfo=None),
            contract=contract_version(self.contract.path),
        )
        outcome: list[Delivery | Held] = []
        with self.erased.on(con) if self.erased else nullcontext():
            for item in found:
                outcome.append(
                    self._land_one(con, relation, ledger, item, is_there=item.batch_id in state.landed)
                    if isinstance(item, Delivery)
                    else item
                )
        self._note_held(con, ledger, state, [item for item in outcome if isinstance(item, Held)], found)
        return outcome

    def _land_one(
        self,
        con: duckdb.DuckDBPyConnection,
        relation: str,
        ledger: Ledger,
        delivery: Delivery,
        *,
        is_there: bool,
    ) -> Delivery | Held:
        con.execute("begin transaction")
        try:
            if not is_there:  # else the file returned to an earlier content, whose rows are labelled
                rows_sql = label(con, self.source, self.contract, delivery)
                if self.erased is None:
                    inserted = con.execute(f"insert into {relation} {rows_sql}").fetchone()
                else:
                    inserted = land_others(con, relation, rows_sql, self.erased)
                _require_all_rows(delivery, inserted)
            ensure_unchanged(self.source, delivery)
            ledger.landed(delivery)
            con.execute("commit")
        except Exception as error:
            con.execute("rollback")
            return as_held(delivery, self._cause(delivery, error))
        finally:
            forget(con)
        return delivery

    def _cause(self, delivery: Delivery, error: Exception) -> Exception:
        """A file that was swapped or written to meanwhile fails in any way: name that instead."""
        try:
            ensure_unchanged(self.source, delivery)
        except DeliveryError as changed:
            return changed
        return error

    def _note_held(
        self,
        con: duckdb.DuckDBPyConnection,
        ledger: Ledger,
        state: LedgerState,
        held: list[Held],
        found: list[Delivery | Held],
    ) -> None:
        new = [item for item in held if state.held.get(item.file) != item]
        gone = sorted(set(state.held) - {item.file for item in found})
        if new or gone:
            con.execute("begin transaction")
            for item in new:
                ledger.held(item)
            ledger.gone(gone)
            con.execute("commit")

    def _create(
        self, con: duckdb.DuckDBPyConnection, relation: str, ledger_table: str, *, replace: bool
    ) -> None:
        con.execute("begin transaction")
        if replace:
            con.execute(f"drop table if exists {relation}")
            con.execute(f"drop table if exists {ledger_table}")
            con.execute(f"drop table if exists {erased_name(relation)}")
        create_labelled_table(con, relation, self.contract)
        create_erased_table(con, relation)
        create_ledger(con, ledger_table)
        con.execute("commit")
        require_same_columns(con, relation, self.contract)

    def _refuse_to_lose_batches(
        self, con: duckdb.DuckDBPyConnection, relation: str, ledger_table: str
    ) -> None:
        create_ledger(con, ledger_table)
        state = read_state(con, ledger_table)
        there = {
            item.batch_id
            for item in examine(con, self.source, self.contract, {}, frozenset())
            if isinstance(item, Delivery)
        }
        lost = [known.file for known in state.known.values() if known.batch_id not in there]
        if lost:
            raise DeliveryError(
                "TN-F090",
                f"a full refresh would lose {len(lost)} batches whose files are gone or changed, "
                f"the first of them {lost[0]}",
                where=relation,
                mend="bring the files back, or run without --full-refresh",
            )


def label(
    con: duckdb.DuckDBPyConnection, source: SourceConfig, contract: RowContract, delivery: Delivery
) -> str:
    """Return the SELECT that labels every row of `delivery`.

    What SQL cannot judge is judged here and left on `con` as views and temporary tables until `forget`.
    """
    is_text = source.format in TEXT_FORMATS
    raw, columns = type_columns(con, contract, delivery, select_sql(source, delivery), is_text=is_text)
    rules = rules_for(contract, columns)
    typed = typed_sql(raw, columns)
    received = {column.column.name for column in columns if column.received}
    duplicates = {}
    for number, rule in enumerate(contract.uniqueness):
        if received.issuperset(rule.columns):
            table = f"_duplicates_{number}"
            readable = readable_rows_sql(typed, columns, rule.columns)
            con.execute(
                f"create or replace temp table {table} as "
                + duplicate_rows_sql(readable, rule.columns, rule.policy)
            )
            duplicates[rule.reason] = table
    failures = None
    if rules.in_pandera:
        failures = "_pandera_failures"
        con.register(failures, failing_rows(con, typed, contract, rules.in_pandera, file=delivery.file))
    return labelling_sql(
        contract,
        columns,
        typed,
        rules,
        batch_id=delivery.batch_id,
        duplicates=duplicates,
        pandera_failures=failures,
    )


def _require_all_rows(delivery: Delivery, inserted: tuple[int, ...] | None) -> None:
    """Raise DeliveryError TN-F033 unless as many rows landed as were counted before."""
    landed = inserted[0] if inserted else 0
    if landed != delivery.rows:
        raise DeliveryError(
            "TN-F033",
            f"{delivery.rows} rows were counted and {landed} were read",
            where=delivery.file,
            mend="deliver the file again",
        )


def as_held(delivery: Delivery, error: Exception) -> Held:
    """Turn what went wrong while a delivery was read into its refusal; anything else is raised again."""
    refusal = error if isinstance(error, DeliveryError) else as_delivery_error(delivery.file, error)
    if refusal is None:
        raise error
    return Held(
        file=delivery.file,
        code=refusal.code,
        what=refusal.what,
        mend=refusal.mend,
        severity="error",
        batch_id=delivery.batch_id,
        rows=delivery.rows,
        bytes=delivery.bytes,
        mtime_ns=delivery.mtime_ns,
    )


def forget(con: duckdb.DuckDBPyConnection) -> None:
    """Drop what `label` left on the connection."""
    for name in ("_pandera_failures", "_cast_by_polars"):
        con.unregister(name)
    for (table,) in con.execute(
        "select table_name from duckdb_tables() where temporary and starts_with(table_name, '_duplicates_')"
    ).fetchall():
        con.execute(f"drop table {quote_identifier(table)}")
