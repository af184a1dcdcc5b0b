"""Which columns the columns of a relation are made from, as scope's two readings of the SQL have it.

The walk ends where another event tells the rest: at a labelled relation, or at a source that no door labels.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..scope.lineage import Lineage
from ..scope.manifest import Node
from ..scope.reading import NOTHING, ROWS, Doubt, Reading, Ref, Refs


@dataclass(frozen=True)
class ColumnLineage:
    """What one relation is made from.

    Attributes:
        columns: column in lower case to what its values are made from.
        rows: what decides which rows there are, or how they are grouped.
    """

    columns: dict[str, Refs]
    rows: Refs


def column_lineage(node: Node, lineage: Lineage) -> ColumnLineage | None:
    """Return what a relation is made from; None if it cannot be told, which is never an empty answer."""
    reading = lineage.readings.get(node.relation)
    if not isinstance(reading, Reading):
        return None
    doors = {one.relation for one in lineage.by_relation.values() if one.kind == "door"} - {node.relation}
    walk = _Walk(lineage, doors)
    columns = {name: walk.back(refs, values_only=True) for name, refs in reading.columns.items()}
    rows = walk.back(reading.rows, values_only=False)
    return None if walk.is_doubtful else ColumnLineage(columns, rows)


class _Walk:
    def __init__(self, lineage: Lineage, ends: set[str]) -> None:
        self.readings = lineage.readings
        self.ends = ends
        self.is_doubtful = False

    def back(self, refs: Iterable[Ref], *, values_only: bool) -> Refs:
        seen: set[Ref] = set()
        found: set[Ref] = set()
        waiting = list(refs)
        while waiting:
            ref = waiting.pop()
            if ref in seen or (values_only and ref.column == ROWS):
                continue
            seen.add(ref)
            reading = None if ref.relation in self.ends else self.readings.get(ref.relation)
            if reading is None:
                found.add(ref)
            elif isinstance(reading, Doubt):
                self.is_doubtful = True
            elif ref.column == ROWS:
                waiting += reading.rows
            else:
                waiting += reading.columns.get(ref.column, NOTHING if values_only else reading.rows)
        return frozenset(ref for ref in found if ref.column != ROWS)
