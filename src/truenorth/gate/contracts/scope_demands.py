"""What a scope file allows: which column may serve what, how it must be masked and how long it is kept.

A scope file is a list of permissions: a column that it does not name may serve nothing. So naming a column,
or a use, loosens; masking, a shorter time and more categories, on which refusals rest, tighten.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...scope.declared import DeclaredColumn, DeclaredSource, DeclaredTable, Processing
from .demand import Demand

DAYS_A_MONTH = 365.2425 / 12  # mean month of the Gregorian calendar, only to order two periods


def scope_demands(source: DeclaredSource) -> Iterator[Demand]:
    """Yield every permission and duty of a scope file."""
    for one in source.processing:
        yield from _of_processing(one)
    for table in source.tables.values():
        yield from _of_retention(table)
        for column in table.columns.values():
            yield from _of_column(table.name, column)


def _of_column(table: str, column: DeclaredColumn) -> Iterator[Demand]:
    name, hints = f"{table}.{column.name}", (column.name, table)
    uses = sorted(column.purposes)
    yield Demand("scope", name, "allowed", uses, ", ".join(uses) or "nothing", hints)
    for what, words in (("categories", column.categories), ("persons", column.subjects)):
        listed = ", ".join(words)
        yield Demand("scope", f"{name}: {what}", "not_among", sorted(words), listed or "none", hints)
    if column.masking is not None:
        mask = column.masking
        said = " ".join(filter(None, (mask.rule, mask.pattern, mask.step)))
        yield Demand("scope", f"{name}: masked", "opaque", said, said, hints)


def _of_retention(table: DeclaredTable) -> Iterator[Demand]:
    kept = table.retention
    if kept is None:
        return
    name, hints = f"{table.name}: kept", (table.name,)
    days = kept.period.months * DAYS_A_MONTH + kept.period.days
    yield Demand("scope", name, "ordered", -days, f"for {kept.period.text}", hints)
    yield Demand("scope", f"{name}: from", "opaque", kept.column, f"from {kept.column}", hints)
    yield Demand("scope", f"{name}: because", "words", kept.reference, kept.reference, hints)


def _of_processing(one: Processing) -> Iterator[Demand]:
    name, hints = f"use {one.data_use}", (one.data_use,)
    categories = sorted(one.categories)
    yield Demand("scope", name, "allowed", categories, f"of {', '.join(categories)}", hints)
    basis = " with ".join(filter(None, (one.legal_basis, one.special_basis)))
    yield Demand("scope", f"{name}: basis", "opaque", basis, f"rests on {basis}", hints)
    yield Demand("scope", f"{name}: reason", "words", one.reference, one.reference, hints)
