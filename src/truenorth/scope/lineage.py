"""From a metric back to every source column that it is made from."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from .manifest import Node
from .node_readings import Readings
from .reading import ROWS, Doubt, Ref
from .steps import Step


@dataclass(frozen=True)
class Reached:
    """A source column that reaches a metric.

    Attributes:
        source: name of the source, `table` and `column` as in the catalog.
        step: the declassifying step nearest to the metric on the way, None if there is none.
        path: from the source column to the metric, one shortest way.
    """

    source: str
    table: str
    column: str
    step: Step | None
    path: tuple[str, ...]


@dataclass(frozen=True)
class Doubted:
    """A model on the way of which it cannot be told what it reads."""

    doubt: Doubt
    path: tuple[str, ...]


Place = tuple[Ref, Step | None]


class Lineage:
    """Readings of all models, walked backwards."""

    def __init__(self, nodes: dict[str, Node], readings: Readings, steps: dict[str, Step]) -> None:
        self.by_relation = {node.relation: node for node in nodes.values()}
        self.readings = readings
        self.steps = steps

    def of(self, metric: Node) -> tuple[list[Reached], list[Doubted]]:
        """Return every source column that reaches `metric`, and every doubt on the way."""
        came_from: dict[Place, Place | None] = dict.fromkeys(self._outputs(metric))
        waiting = deque(came_from)
        reached: list[Reached] = []
        doubted: dict[str, Doubted] = {}
        while waiting:
            place = waiting.popleft()
            ref, step = place
            reading = self.readings.get(ref.relation)
            if reading is None:
                if ref.column != ROWS:
                    reached.append(self._reached(place, came_from))
                continue
            if isinstance(reading, Doubt):
                doubted.setdefault(ref.relation, Doubted(reading, self._path(place, came_from)))
                continue
            refs = reading.rows if ref.column == ROWS else reading.columns.get(ref.column, reading.rows)
            inside = step or self._step(ref)
            for before in sorted(refs):
                if (before, inside) not in came_from:
                    came_from[before, inside] = place
                    waiting.append((before, inside))
        return reached, list(doubted.values())

    def _outputs(self, metric: Node) -> Iterator[Place]:
        reading = self.readings[metric.relation]
        yield Ref(metric.relation, ROWS), None
        for column in reading.columns if not isinstance(reading, Doubt) else ():
            yield Ref(metric.relation, column), None

    def _step(self, ref: Ref) -> Step | None:
        step = self.steps.get(ref.relation)
        return step if step and step.covers(ref.column) else None

    def _path(self, place: Place, came_from: dict[Place, Place | None]) -> tuple[str, ...]:
        names: list[str] = []
        at: Place | None = place
        while at is not None:
            relation = at[0].relation
            name = self.by_relation[relation].name if relation in self.by_relation else relation
            if not names or names[-1] != name:
                names.append(name)
            at = came_from[at]
        return tuple(names)

    def _reached(self, place: Place, came_from: dict[Place, Place | None]) -> Reached:
        (ref, step), path = place, self._path(place, came_from)
        source, _, table = path[0].partition(".")
        return Reached(source, table, ref.column, step, (f"{path[0]}.{ref.column}", *path[1:]))
