"""A batch's rows as leaves: one salted commitment to each row and its fate, computed in DuckDB.

    row salt    = sha256(hex(salt of the person, or of the batch) ":" batch id ":" row number)
    row digest  = sha256(hex(row salt) values), of each value its column and itself as `<bytes>:<text>`,
                  a missing one as `-`
    leaf        = row number LF fate LF hex(row digest), hashed as RFC 6962 hashes a leaf

A fate is `admitted`, or `quarantined` and the reasons. A row whose person was erased before it was labelled
has the fate `erased` and no digest. The lengths make the encoding of values one to one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..admit.erased_rows import erased_name
from ..admit.labelled_table import OWN_NAMES
from ..identifiers import quote_identifier, quote_literal
from ..persons.salts import Salts, owner_sql

if TYPE_CHECKING:
    import duckdb

FORMAT = "truenorth-row/1"
SALTS, DESCRIBED = "_row_salts", "_described_rows"  # temporary tables


@dataclass(frozen=True)
class LabelledBatch:
    """Rows of one batch in the labelled relation.

    Attributes:
        relation: quoted name of the labelled relation.
        salted_by: columns whose first value names the person; none: all rows share the salt of the batch.
    """

    source: str
    relation: str
    batch_id: str
    salted_by: tuple[str, ...]


@dataclass(frozen=True)
class RowLeaves:
    """Leaf hashes in row order, and what the rows came to, by fate: admitted, quarantined, erased."""

    hashes: list[bytes]
    numbers: list[int]
    counts: dict[str, int]


def row_leaves(
    con: duckdb.DuckDBPyConnection, batch: LabelledBatch, salts: Salts, *, new_salts: bool
) -> RowLeaves:
    """Compute the leaves of a batch, and leave what they are made of on `con` for `described_row`.

    Args:
        con: an open work database; temporary tables are made on it.
        new_salts: persons and batches without a salt are given one; else their rows have no leaf.
    """
    _describe(con, batch, salts, new_salts=new_salts)
    rows = con.execute(
        f"""
        select _row_number, {_leaf_hash_sql("fate", "row_digest")} as leaf, split_part(fate, ' ', 1)
        from {DESCRIBED}
        union all
        select _row_number, coalesce(_leaf, {_leaf_hash_sql("'erased'", "''")}), 'erased'
        from {erased_name(batch.relation)} where _batch_id = ?
        order by 1
        """,
        [batch.batch_id],
    ).fetchall()
    counts = dict.fromkeys(("admitted", "quarantined", "erased"), 0)
    for _, _, outcome in rows:
        counts[outcome] += 1
    hashes = [bytes.fromhex(leaf) for _, leaf, _ in rows]
    return RowLeaves(hashes, [number for number, _, _ in rows], counts)


def described_row(
    con: duckdb.DuckDBPyConnection, batch: LabelledBatch, row_number: int
) -> tuple[str, str, str, dict[str, str | None]] | None:
    """Return (fate, row salt, row digest, values as text by column) of a row after `row_leaves`."""
    names = _value_names(con, batch)
    found = con.execute(
        f"select fate, row_salt, row_digest, {', '.join(map(_as_text, names))}"
        f" from {DESCRIBED} inner join {batch.relation} using (_row_number)"
        " where _row_number = ? and _batch_id = ?",
        [row_number, batch.batch_id],
    ).fetchone()
    if found is None:
        return None
    fate, salt, digest, *values = found
    return fate, salt, digest, dict(zip(names, values, strict=True))


def leaf_text(row_number: int, fate: str, row_digest: str) -> str:
    """Return the leaf of a row as text."""
    return f"{row_number}\n{fate}\n{row_digest}"


def _leaf_hash_sql(fate: str, row_digest: str) -> str:
    """SQL of the hash, 64 hex digits, of the leaf that `leaf_text` gives. Source: RFC 6962, section 2.1."""
    return f"sha256('\\x00'::blob || encode(_row_number || chr(10) || {fate} || chr(10) || {row_digest}))"


def _describe(con: duckdb.DuckDBPyConnection, batch: LabelledBatch, salts: Salts, *, new_salts: bool) -> None:
    """Write (_row_number, fate, row_salt, row_digest) of a batch to `DESCRIBED`."""
    owner = _owner_sql(batch)
    parameters = [
        *([salts.key] if batch.salted_by else []),
        salts.owner("batch", f"{batch.source}/{batch.batch_id}"),
        batch.batch_id,
    ]
    owners = [
        found
        for (found,) in con.execute(
            f"select distinct {owner} from {batch.relation} where _batch_id = ?", parameters
        ).fetchall()
    ]
    _fill(con, salts.of(owners) if new_salts else salts.existing(owners))
    values = ", ".join(map(_encoded, _value_names(con, batch)))
    con.execute(
        f"""
        create or replace temp table {DESCRIBED} as
        select
            _row_number,
            case when len(_reasons) = 0 then 'admitted'
                else 'quarantined ' || array_to_string(_reasons, ',') end as fate,
            sha256(salted.salt || ':' || _batch_id || ':' || _row_number) as row_salt,
            sha256(row_salt || concat({values})) as row_digest
        from (select *, {owner} as _owner from {batch.relation} where _batch_id = ?) as labelled
        inner join {SALTS} as salted on labelled._owner = salted.owner
        """,
        parameters,
    )


def _fill(con: duckdb.DuckDBPyConnection, salts: dict[str, str]) -> None:
    import pyarrow as pa

    texts = pa.string()
    columns = {"owner": pa.array(list(salts), texts), "salt": pa.array(list(salts.values()), texts)}
    con.register("_salts_in", pa.table(columns))
    con.execute(f"create or replace temp table {SALTS} as select * from _salts_in")
    con.unregister("_salts_in")


def _owner_sql(batch: LabelledBatch) -> str:
    """SQL of the owner of a row's salt: the person if one is named, else the batch (the last parameter)."""
    if not batch.salted_by:
        return "cast(? as varchar)"
    person = f"coalesce({', '.join(_as_text(name) for name in batch.salted_by)})"
    return f"coalesce({owner_sql('subject', person)}, ?)"


def _value_names(con: duckdb.DuckDBPyConnection, batch: LabelledBatch) -> list[str]:
    """The contract's columns, then what could not be read as their types."""
    names = [str(row[0]) for row in con.execute(f"describe {batch.relation}").fetchall()]
    return [*(name for name in names if name not in OWN_NAMES), "_as_received"]


def _encoded(name: str) -> str:
    text = _as_text(name)
    column = quote_literal(f"{len(name.encode())}:{name}")
    return f"{column}, coalesce(strlen({text}) || ':' || {text}, '-')"


def _as_text(name: str) -> str:
    return f"cast({quote_identifier(name)} as varchar)"
