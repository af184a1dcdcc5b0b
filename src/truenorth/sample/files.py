"""Raw files, written so that the same rows always give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from .arrays import Columns


def table_of(columns: Columns) -> pa.Table:
    """An Arrow table; None and NaN become NULL."""
    return pa.table({name: pa.array(values, from_pandas=True) for name, values in columns.items()})


def write_parquet(path: Path, table: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pa.parquet.write_table(table, path, compression="zstd")


def write_csv(path: Path, table: pa.Table) -> None:
    """Comma, header, quotes where they are needed; NULL is an empty field."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        pa.csv.write_csv(table, file, pa.csv.WriteOptions(quoting_style="needed"))


def write_json_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
