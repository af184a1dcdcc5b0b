"""Which figures two builds tell differently: whole histories one by one, periods counted."""

from __future__ import annotations

from dataclasses import dataclass

from ...publish.tables import METRIC_VALUES
from ..changes import ValueChange
from .side import Side

SAME = 1e-12
"""Share by which a figure may differ and be the same: a sum over threads differs in its last bits. The
digest of a release holds as many digits."""

COMPARED = f"""
create temp table compared as
with joined as (
    select
        coalesce(b.metric, a.metric) as metric, coalesce(b.basis, a.basis) as basis,
        coalesce(b.dimension, a.dimension) as dimension, coalesce(b.member, a.member) as member,
        coalesce(b.period_start, a.period_start) as period_start, b.value as before, a.value as after
    from values_before as b
    full outer join values_after as a
        on
            b.metric = a.metric and b.basis = a.basis and b.dimension = a.dimension
            and b.member is not distinct from a.member
            and b.period_start is not distinct from a.period_start
)
select
    *,
    before is distinct from after
    and coalesce(
        not isfinite(before) or not isfinite(after)
        or abs(after - before) > {SAME} * greatest(abs(before), abs(after)),
        true
    ) as differs
from joined
where before is not null or after is not null
"""
WHOLE = """
select metric, basis, dimension, member, before, after
from compared
where differs and period_start is null
"""
UNMOVED = """
select unmoved.metric, unmoved.basis, unmoved.dimension, unmoved.member, unmoved.after, unmoved.after
from compared as unmoved
inner join compared as moved
    on
        unmoved.metric = moved.metric and unmoved.basis <> moved.basis
        and unmoved.dimension = moved.dimension and unmoved.member is not distinct from moved.member
where not unmoved.differs and unmoved.period_start is null and moved.differs and moved.period_start is null
order by all
"""
COUNTS = """
select
    metric, basis,
    count(*) filter (period_start is not null and dimension = 'all') as periods,
    count(*) filter (differs and period_start is not null and dimension = 'all') as changed_periods,
    count(*) filter (dimension <> 'all') as slices,
    count(*) filter (differs and dimension <> 'all') as changed_slices,
    count(*) filter (not differs) as same
from compared
group by metric, basis
order by metric, basis
"""


@dataclass(frozen=True)
class Counts:
    """How many figures of a metric on one basis were compared, and how many differ.

    Attributes:
        periods: figures of one period over all members; slices: of one member, periods and whole history.
    """

    periods: int
    changed_periods: int
    slices: int
    changed_slices: int
    same: int


@dataclass(frozen=True)
class ValueDiff:
    """What two builds tell differently.

    Attributes:
        changes: figures over the whole history, the largest relative change first; one that appears,
            vanishes or is withheld has no share and goes before them.
        counts: by metric and basis.
        unmoved: where one basis differs and the other does not, the other: without it there is no bubble.
    """

    changes: tuple[ValueChange, ...]
    counts: dict[tuple[str, str], Counts]
    unmoved: tuple[ValueChange, ...] = ()

    @property
    def same(self) -> int:
        return sum(one.same for one in self.counts.values())

    def total(self, metric: str, basis: str) -> ValueChange | None:
        """Return the change of the total over the whole history, None if it does not differ."""
        found = (one for one in self.changes if (one.metric, one.basis, one.member) == (metric, basis, None))
        return next(found, None)

    def differs(self, metric: str, basis: str) -> bool:
        """Whether any figure of the metric differs on a basis: total, slice or period."""
        counts = self.counts.get((metric, basis))
        is_changed = counts is not None and counts.changed_periods + counts.changed_slices > 0
        return is_changed or self.total(metric, basis) is not None


def value_diff(before: Side, after: Side) -> ValueDiff:
    """Compare the published figures of two builds; what is withheld on a side is no figure there."""
    import duckdb

    metrics = {**before.metrics, **after.metrics}
    with duckdb.connect() as con:
        con.register("values_before", before.tables[METRIC_VALUES.name])
        con.register("values_after", after.tables[METRIC_VALUES.name])
        con.execute(COMPARED)
        counted = con.execute(COUNTS).fetchall()
        changes, unmoved = (
            [
                ValueChange(
                    metric=metric,
                    title=metrics[metric]["title"] if metric in metrics else metric,
                    unit=metrics[metric]["unit"] if metric in metrics else "",
                    basis=basis,
                    dimension=dimension,
                    member=None if dimension == "all" else member,
                    before=old,
                    after=new,
                )
                for metric, basis, dimension, member, old, new in con.execute(query).fetchall()
            ]
            for query in (WHOLE, UNMOVED)
        )
    counts = {(metric, basis): Counts(*numbers) for metric, basis, *numbers in counted}
    return ValueDiff(tuple(sorted(changes, key=_largest_first)), counts, tuple(unmoved))


def _largest_first(one: ValueChange) -> tuple[float, str, str, str, str]:
    size = float("inf") if one.relative is None else abs(one.relative)
    return (-size, one.metric, one.dimension, one.member or "", one.basis)
