"""Planted pollution: rows that a row contract must stop, each with the reason that it must name.

Only rows of the honest background are spoiled, so that the truth about attacks stays whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .arrays import Bools, Columns, Ints


class Spoiler:
    """Spoils rows of one file; no row is spoiled twice.

    Attributes:
        notes: (row number from 1, reason) of every row that is wrong now.
    """

    def __init__(self, rng: np.random.Generator, columns: Columns, may_spoil: Bools) -> None:
        self._rng = rng
        self._columns = columns
        self._rows = len(may_spoil)
        self._free = may_spoil.copy()
        self._copies: list[Ints] = []
        self.notes: list[tuple[int, str]] = []

    def put(
        self, column: str, values: Sequence[Any], share: float, reason: str, among: Bools | None = None
    ) -> None:
        """Write one of `values` into `column` of a share of the rows, at least one."""
        rows = self._take(share, among)
        choice = self._rng.integers(0, len(values), len(rows))
        for row, picked in zip(rows.tolist(), choice.tolist(), strict=True):
            self._columns[column][row] = values[picked]
        self.note(rows, reason)

    def negate(self, column: str, share: float, reason: str, among: Bools) -> None:
        """Turn the sign of `column` in a share of the rows `among` those where it is positive."""
        rows = self._take(share, among)
        self._columns[column][rows] = -self._columns[column][rows]
        self.note(rows, reason)

    def take(self, share: float, among: Bools | None = None) -> Ints:
        """Rows for a kind of dirt that the caller writes; `note` them."""
        return self._take(share, among)

    def note(self, rows: Ints, reason: str) -> None:
        self.notes += [(row + 1, reason) for row in rows.tolist()]

    def copy_rows(self, share: float, reason: str) -> None:
        """Deliver a share of the rows twice; the copies stand at the end of the file."""
        rows = self._take(share, None)
        start = self._rows + sum(map(len, self._copies))
        self._copies.append(rows)
        self.note(np.arange(start, start + len(rows)), reason)

    def rows(self) -> Ints:
        """Positions of the file's rows in order, copies included."""
        return np.concatenate([np.arange(self._rows), *self._copies])

    def _take(self, share: float, among: Bools | None) -> Ints:
        free = np.flatnonzero(self._free if among is None else self._free & among)
        count = min(len(free), max(1, round(share * self._rows)))
        rows = np.sort(self._rng.choice(free, count, replace=False))
        self._free[rows] = False
        return rows
