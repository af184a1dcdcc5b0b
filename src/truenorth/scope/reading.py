"""What one model reads, per column: the common form of both readings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import GateError

ROWS = "*"
"""Stands for a relation's rows as such: which there are, and how many."""


@dataclass(frozen=True, order=True)
class Ref:
    """One column of one relation, both in lower case; the column may be `ROWS`."""

    relation: str
    column: str


Refs = frozenset[Ref]
NOTHING: Refs = frozenset()


@dataclass(frozen=True)
class Reading:
    """What a query reads.

    Attributes:
        columns: output column in lower case to what its values are made from.
        rows: what decides which rows there are: filters, joins, groups, and the rows of what is read.
    """

    columns: dict[str, Refs]
    rows: Refs

    def union(self, other: Reading) -> Reading:
        """Return everything that either of two readings of the same query saw."""
        names = list(dict.fromkeys([*self.columns, *other.columns]))
        return Reading(
            {name: self.columns.get(name, NOTHING) | other.columns.get(name, NOTHING) for name in names},
            self.rows | other.rows,
        )


def united(parts: Iterable[Refs]) -> Refs:
    """Return the union of many."""
    return NOTHING.union(*parts)


class Doubt(GateError):
    """It cannot be told what a query reads, so nothing may be concluded from it.

    Codes: TN-L020 a table function, TN-L021 a name that cannot be resolved, TN-L022 a relation that nobody
    declared, TN-L023 a Python model without declared reads, TN-L024 no compiled SQL of this build, TN-L025
    a construct that is not understood.
    """
