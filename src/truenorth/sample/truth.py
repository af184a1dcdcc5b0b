"""The truth about a sample, for scorers and tests alone, in a folder of its own that no model names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from .arrays import Columns, Ints, Texts
from .files import table_of, write_csv
from .kinds import Kind

KINDS = {int(kind): kind.name for kind in Kind}


def kind_names(kinds: Ints) -> Texts:
    """Names of kinds."""
    return np.array([KINDS[kind] for kind in kinds.tolist()], object)


class Truth:
    """Collects what is true and writes it.

    Tables: `accounts`, `interactions`, `orders` (id, kind, is_attack; of interactions only what is not plain
    background), `clicks` (bots), `channels`, `pollution` (file, row_number, reason), `consents` (what is
    planted, uncovered from when to when, for which reason), `ecosystem` (by week), `experiments` (effects).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pollution: list[tuple[str, int, str]] = []
        self._interactions: list[tuple[Texts, Ints]] = []
        folder.mkdir(parents=True)

    def polluted(self, file: str, notes: list[tuple[int, str]]) -> None:
        """Note the rows of a file that a contract must stop."""
        self._pollution += [(file, row, reason) for row, reason in sorted(notes)]

    def interactions(self, event_id: Texts, kind: Ints) -> None:
        """Note the acts of one file that are not plain background."""
        rows = np.flatnonzero(kind != Kind.background)
        self._interactions.append((event_id[rows], kind[rows]))

    def write_kinds(self, name: str, key: str, ids: Texts, kind: Ints) -> None:
        """Write a truth table with one row an id."""
        table = table_of({key: ids, "kind": kind_names(kind), "is_attack": kind >= Kind.lockstep})
        pa.parquet.write_table(table, self._folder / f"{name}.parquet", compression="zstd")

    def write_table(self, name: str, columns: Columns) -> None:
        """Write any other truth table as CSV."""
        write_csv(self._folder / f"{name}.csv", table_of(columns))

    def finish(self) -> None:
        """Write what was noted file by file."""
        ids = np.concatenate([ids for ids, _ in self._interactions])
        self.write_kinds(
            "interactions", "event_id", ids, np.concatenate([kind for _, kind in self._interactions])
        )
        file, row, reason = zip(*self._pollution, strict=True)
        self.write_table(
            "pollution",
            {
                "file": np.array(file, object),
                "row_number": np.array(row),
                "reason": np.array(reason, object),
            },
        )
