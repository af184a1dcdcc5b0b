"""What the footer of a Parquet file says; damage further in shows when the rows are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import DeliveryError
from .reading import file_literal, parquet_relation

if TYPE_CHECKING:
    import duckdb


def examine_parquet(
    con: duckdb.DuckDBPyConnection, path: str, tail: bytes, file: str
) -> tuple[list[str], tuple[tuple[str, str], ...], int]:
    """Return the column names as stored, the columns as DuckDB reads them, and the number of rows.

    Raises: DeliveryError TN-F015 if the file does not end as Parquet does or contradicts itself; duckdb.Error
        for a footer that cannot be read.
    """
    if tail != b"PAR1":
        raise _damaged("the Parquet file is cut off or damaged", file)
    relation = parquet_relation(path)
    schema = con.execute(f"SELECT name, num_children FROM parquet_schema({file_literal(path)})").fetchall()
    names = _top_level(schema)
    described = con.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    # the file's own total is not what a reader adds up from the row groups
    rows = con.execute(
        f"SELECT num_rows, (SELECT count(*) FROM {relation}) FROM parquet_file_metadata({file_literal(path)})"
    ).fetchone()
    assert rows is not None
    if rows[0] != rows[1]:
        raise _damaged("the Parquet file counts its rows in two ways", file)
    return names, tuple((str(row[0]), str(row[1])) for row in described), int(rows[0])


def _damaged(what: str, file: str) -> DeliveryError:
    return DeliveryError("TN-F015", what, where=file, mend="deliver the file again")


def _top_level(schema: list[tuple[str, int | None]]) -> list[str]:
    """The schema is a tree in depth-first order below one root; DuckDB renames equal names, this does not."""
    names: list[str] = []
    open_children: list[int] = []
    for at, (name, children) in enumerate(schema):
        if len(open_children) == 1 and at > 0:
            names.append(name)
        if open_children:
            open_children[-1] -= 1
        open_children.append(children or 0)
        while open_children and open_children[-1] == 0:
            open_children.pop()
    return names
