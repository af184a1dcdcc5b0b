"""What names mean inside one SELECT: its sources, those around it, and what their columns are made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .reading import NOTHING, Doubt, Refs, united


@dataclass(frozen=True)
class Relation:
    """What a FROM item or a whole query gives.

    Attributes:
        columns: output column in lower case to what it is made from, in order.
        rows: what decides which rows there are.
        rest: what every other column is made from, where sqlglot cannot list them all; None: there is none.
    """

    columns: dict[str, Refs]
    rows: Refs
    rest: Refs | None = None

    def column(self, name: str) -> Refs | None:
        """What one column is made from, None if there is no such column."""
        return self.columns.get(name, self.rest)

    def everything(self) -> Refs:
        return united(self.columns.values()) | (self.rest or NOTHING)

    def wider(self, other: Relation) -> Relation:
        """Both by name; used for UNION BY NAME and to find the end of a recursion."""
        names = dict.fromkeys([*self.columns, *other.columns])
        rest = None if self.rest is None and other.rest is None else self.everything_else(other)
        columns = {name: (self.column(name) or NOTHING) | (other.column(name) or NOTHING) for name in names}
        return Relation(columns, self.rows | other.rows, rest)

    def everything_else(self, other: Relation) -> Refs:
        return (self.rest or NOTHING) | (other.rest or NOTHING)


@dataclass(frozen=True)
class Names:
    """One level of names.

    Attributes:
        ctes: WITH names in sight, in lower case.
        sources: FROM items of this SELECT by alias in lower case.
        outer: the level around it, for correlated subqueries.
    """

    ctes: dict[str, Relation] = field(default_factory=dict)
    sources: dict[str, Relation] = field(default_factory=dict)
    outer: Names | None = None

    def inside(self) -> Names:
        """The level of a query that stands inside this one."""
        return Names(dict(self.ctes), {}, self)

    def column(self, table: str, name: str) -> Refs:
        """What `table.name` is made from; without a table the nearest level that knows the name.

        Raises: Doubt TN-L021.
        """
        found = self._here(table.lower(), name.lower())
        if found is not None:
            return found
        if self.outer is None:
            raise Doubt("TN-L021", f"a name cannot be resolved: {name}")
        return self.outer.column(table, name)

    def _here(self, table: str, name: str) -> Refs | None:
        if table:
            return self.sources[table].column(name) if table in self.sources else None
        # a bare name of a source is the whole row
        if name in self.sources:
            return self.sources[name].everything()
        known = [one for source in self.sources.values() if (one := source.column(name)) is not None]
        return united(known) if known else None

    def all_sources(self) -> Iterable[Relation]:
        return self.sources.values()
