"""The five tables that a detector may see; all else in the folder, the truth first of all, stays shut."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

TABLES = ("users", "contents", "events", "orders", "clicks")
TIMES = {"events": "ts", "orders": "created_ts", "clicks": "ts"}
DAY = 86400


def link(data: Path, folder: Path) -> Path:
    """Make a folder with the five tables alone; dbt is shown this one, never the folder with the truth.

    Raises: FileNotFoundError that names a missing table; ValueError if a table is a truth table in disguise.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in TABLES:
        file = (data / f"{name}.parquet").resolve()
        if not file.is_file():
            raise FileNotFoundError(f"{data} has no table {name}.parquet")
        if file.name.startswith("truth"):
            raise ValueError(f"{data}/{name}.parquet is a truth table; a detector does not read it")
        (folder / f"{name}.parquet").symlink_to(file)
    return folder


def count_events(folder: Path) -> int:
    """Rows of `events`, from the footer of the file."""
    with duckdb.connect() as connection:
        return int(connection.execute(f"select count(*) from '{folder}/events.parquet'").fetchall()[0][0])


def long_history(data: Path, folder: Path, repeats: int, *, without_last_day: bool) -> Path:
    """Repeat a data set one after another in time, with new ids and the same texts, to make a longer history.

    Args:
        repeats: how often; accounts, contents and devices of one repeat never meet those of another.
        without_last_day: leave out what happened on the last day of all.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with duckdb.connect(config={"temp_directory": str(folder / "spill")}) as connection:
        last = connection.execute(f"select max(ts) // {DAY} from '{data}/events.parquet'").fetchall()[0][0]
        span = (last + 1) * DAY
        for name in TABLES:
            source = f"'{data}/{name}.parquet'"
            columns = [row[0] for row in connection.execute(f"describe select * from {source}").fetchall()]
            moved = ", ".join(_moved(column, span) for column in columns)
            where = (
                f"where {TIMES[name]} < {repeats * span - DAY}" if without_last_day and name in TIMES else ""
            )
            connection.execute(
                f"copy (from (select {moved} from range({repeats}) as repeats(part), {source}) {where})"
                f" to '{folder}/{name}.parquet' (format parquet, compression zstd)"
            )
    return folder


def _moved(column: str, span: int) -> str:
    if column.endswith("_ts") or column == "ts":
        return f"{column} + part * {span} as {column}"
    # channels stay the same channels; other ids are far below 2**48
    if column.endswith("_id") or column == "ip_prefix":
        return f"{column} + part * 281474976710656 as {column}"
    return column
