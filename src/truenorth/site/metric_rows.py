"""A metric's values as the rows and grids that the page prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..wording import Words, describe_period, format_count, format_share, format_value
from .figure_keys import figure_key
from .figures import Measure, Pair
from .vocabulary import DIMENSIONS, named

ALL = "all"
SHOWN_MEMBERS = 12
# A rate over fewer is moved by single customers: it is shown, but marked.
FEW = 30
WITHHELD = Words("withheld", "已隐去")
WITHHELD_CELL = Words("×", "×")


@dataclass(frozen=True)
class Row:
    """One period or member on both bases.

    Attributes:
        key: names its figures; see `figure_key`.
        raw_width, trusted_width: 0-100, relative to the largest value of the table.
        size: what the trusted value was divided by; empty where the metric is a plain sum or count.
        few: it was divided by fewer than 30.
    """

    label: Words
    raw: Words
    trusted: Words
    bubble: Words
    raw_width: float
    trusted_width: float
    size: str
    few: bool
    key: str


@dataclass(frozen=True)
class Cell:
    """One trusted value of a grid; `heat` is 0 (no value), else 1 (the lowest of the grid) to 5."""

    said: Words
    heat: int
    key: str


@dataclass(frozen=True)
class GridRow:
    """One period of a grid."""

    label: Words
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Breakdown:
    """One dimension over the whole history.

    Attributes:
        rest: the members after the first twelve.
        grid: by period and member, where members are numbers (months since the first purchase); else empty.
    """

    title: Words
    heading: Words
    rows: tuple[Row, ...]
    rest: tuple[Row, ...]
    grid_members: tuple[str, ...] = ()
    grid: tuple[GridRow, ...] = ()


def view_breakdowns(pairs: tuple[Pair, ...], unit: str) -> tuple[Breakdown, ...]:
    """Return each dimension but the total, with its members in the order in which they are read."""
    found: list[Breakdown] = []
    shared = is_shared(pairs)
    for dimension in dict.fromkeys(pair.dimension for pair in pairs if pair.dimension != ALL):
        own = [pair for pair in pairs if pair.dimension == dimension]
        whole = sorted((pair for pair in own if pair.start is None), key=lambda pair: _order(pair, shared))
        rows = view_rows(whole, unit)
        title = named(DIMENSIONS, dimension)
        heading = Words(title.en[:1].upper() + title.en[1:], title.zh)
        if whole and all(pair.member.isdecimal() for pair in whole):
            members = tuple(pair.member for pair in whole)
            found.append(Breakdown(title, heading, rows, (), members, _grid(own, members, unit)))
        elif whole:
            found.append(Breakdown(title, heading, rows[:SHOWN_MEMBERS], rows[SHOWN_MEMBERS:]))
    return tuple(found)


def _grid(pairs: list[Pair], members: tuple[str, ...], unit: str) -> tuple[GridRow, ...]:
    values = {(pair.start, pair.member): pair.trusted for pair in pairs if pair.start}
    known = [cell.value for cell in values.values() if cell.value is not None]
    span = (min(known, default=0.0), max(known, default=0.0))
    periods = {pair.start: describe_period(pair.start, pair.end) for pair in pairs if pair.start}
    dimension = pairs[0].dimension
    return tuple(
        GridRow(
            periods[start],
            tuple(
                _cell(values.get((start, member)), span, unit, figure_key(dimension, member, start))
                for member in members
            ),
        )
        for start in sorted(periods)
    )


def _cell(measure: Measure | None, span: tuple[float, float], unit: str, key: str) -> Cell:
    if measure is None or measure.value is None:
        return Cell(WITHHELD_CELL if measure and measure.is_withheld else Words(""), 0, key)
    value, (low, high) = measure.value, span
    return Cell(_said(value, unit), 1 + round(4 * (value - low) / (high - low)) if high > low else 1, key)


def _order(pair: Pair, shared: bool) -> tuple[float, str]:
    """Numbers in their order, else the largest first; for a rate that is the one over most."""
    if pair.member.isdecimal():
        return float(pair.member), pair.member
    best = pair.trusted if pair.trusted.value is not None else pair.raw
    size = best.denominator if shared else best.value
    return -(size or 0.0), pair.member


def view_rows(pairs: list[Pair], unit: str) -> tuple[Row, ...]:
    """Return the rows of one table, in the given order; see `format_value` for `unit`."""
    values = [value for pair in pairs for value in (pair.raw.value, pair.trusted.value) if value]
    largest = max(map(abs, values), default=1.0)
    shared = is_shared(pairs)
    return tuple(_row(pair, unit, largest, shared) for pair in pairs)


def is_shared(pairs: Iterable[Pair]) -> bool:
    """Tell whether the values were divided by something that is worth showing, as rates and averages are."""
    sides = [side for pair in pairs for side in (pair.raw, pair.trusted)]
    return any(side.denominator not in (None, 1.0) for side in sides)


def _row(pair: Pair, unit: str, largest: float, shared: bool) -> Row:
    raw, trusted = pair.raw.value, pair.trusted.value
    bubble = raw / trusted - 1 if raw is not None and trusted else None
    over = pair.trusted.denominator if shared else None
    return Row(
        label=describe_period(pair.start, pair.end) if pair.start else Words(pair.member),
        raw=WITHHELD if pair.raw.is_withheld else _said(raw, unit, largest),
        trusted=WITHHELD if pair.trusted.is_withheld else _said(trusted, unit, largest),
        bubble=signed_share(bubble),
        raw_width=_width(raw, largest),
        trusted_width=_width(trusted, largest),
        size="" if over is None else format_count(over),
        few=over is not None and over < FEW,
        key=figure_key(pair.dimension, pair.member, pair.start),
    )


def _said(value: float | None, unit: str, beside: float | None = None) -> Words:
    return Words(
        format_value(value, unit, "en", beside=beside), format_value(value, unit, "zh", beside=beside)
    )


def signed_share(share: float | None) -> Words:
    """Return a bubble or another relative change, with its sign."""
    plus = "+" if share is not None and share > 0 else ""
    return Words(plus + format_share(share, "en"), plus + format_share(share, "zh"))


def _width(value: float | None, largest: float) -> float:
    return round(max(0.0, value or 0.0) / largest * 100, 2)
