"""The table of labelled rows: the contract's columns in the contract's order, then the door's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import ContractError
from ..identifiers import quote_identifier
from .contract import RowContract
from .typing_columns import sql_type_of

if TYPE_CHECKING:
    import duckdb

OWN_COLUMNS = """
    _batch_id varchar, _row_number bigint, _reasons varchar[], _fingerprint varchar,
    _as_received map(varchar, varchar)
"""
OWN_NAMES = ("_batch_id", "_row_number", "_reasons", "_fingerprint", "_as_received")


def create_labelled_table(con: duckdb.DuckDBPyConnection, relation: str, contract: RowContract) -> None:
    """Create the table unless it exists; `relation` is a quoted relation name."""
    con.execute(f"create table if not exists {relation} ({_columns(contract)})")


def require_same_columns(con: duckdb.DuckDBPyConnection, relation: str, contract: RowContract) -> None:
    """Refuse a table that was made under other columns: rows are inserted by position.

    Raises: ContractError TN-C013.
    """
    draft = "_labelled_as_the_contract_says"
    con.execute(f"create or replace temp table {draft} ({_columns(contract)})")
    wanted, there = _described(con, draft), _described(con, relation)
    con.execute(f"drop table {draft}")
    if wanted == there:
        return
    changed = next((name for name, _ in wanted if name not in dict(there)), None)
    changed = changed or next((name for name, _ in there if name not in dict(wanted)), None)
    changed = changed or next(old[0] for old, new in zip(there, wanted, strict=True) if old != new)
    raise ContractError(
        "TN-C013",
        f"the contract's columns are not those under which batches have landed; the first: {changed}",
        where=str(contract.path),
        mend="run `truenorth build --full-refresh`, or take the change back",
    )


def _columns(contract: RowContract) -> str:
    named = (
        f"{quote_identifier(column.name)} {sql_type_of(column, contract)}" for column in contract.columns
    )
    return ", ".join([*named, OWN_COLUMNS])


def _described(con: duckdb.DuckDBPyConnection, relation: str) -> list[tuple[str, str]]:
    return [(str(row[0]), str(row[1])) for row in con.execute(f"describe {relation}").fetchall()]
