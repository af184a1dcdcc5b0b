"""One DuckDB for all that is written: the same limits, the same look at what has landed."""

from __future__ import annotations

import duckdb

from .measured import Measured, Settings


def connect(settings: Settings, name: str) -> duckdb.DuckDBPyConnection:
    """Open the database file `name` under a fixed memory limit, spilling into the bench's own folder."""
    return duckdb.connect(
        str(settings.folder / f"{name}.duckdb"),
        config={
            "memory_limit": settings.memory_limit,
            "threads": settings.threads,
            "temp_directory": str(settings.folder / "spill"),
        },
    )


def write(settings: Settings, name: str, select: str, **frames: object) -> None:
    """Write what a peer holds in memory as the table `adm_order_lines` of a new database.

    Args:
        select: gives the rows with `_reasons`; `frames` are Arrow tables that it names.
    """
    with connect(settings, name) as con:
        con.execute("set preserve_insertion_order = false")
        for alias, frame in frames.items():
            con.register(alias, frame)
        con.execute(f"create table adm_order_lines as {select}")


def read_back(settings: Settings, name: str, measured: Measured) -> Measured:
    """Count what landed in `adm_order_lines`; not part of any measured step."""
    with connect(settings, name) as con:
        counted = "select count(*), count(*) filter (len(_reasons) > 0) from adm_order_lines"
        [(measured.rows, measured.rejected)] = con.execute(counted).fetchall()
        each = "select unnest(_reasons) as reason from adm_order_lines"
        by_reason = con.execute(f"select reason, count(*) from ({each}) group by reason").fetchall()
        measured.reasons = dict(by_reason)
    return measured
