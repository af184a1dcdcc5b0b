"""Figures before and after, joined over both bases, with the bubble that lies between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ...wording.numbers import MISSING, format_share, format_value
from ...wording.words import Lang, Words
from ..changes import ValueChange

Side = Literal["before", "after"]


@dataclass
class FigurePair:
    """One figure of one metric on both bases; a basis that is not among the changes is the same as before."""

    first: ValueChange
    bases: dict[str, ValueChange] = field(default_factory=dict)

    def bubble(self, side: Side) -> float | None:
        """raw / trusted - 1; None unless both are known and trusted is not 0."""
        raw, trusted = (getattr(self.bases.get(basis), side, None) for basis in ("raw", "trusted"))
        return raw / trusted - 1 if raw is not None and trusted else None


def pair_bases(values: Sequence[ValueChange]) -> list[FigurePair]:
    """Join the raw and the trusted change of one figure, in the order in which figures are first told."""
    pairs: dict[tuple[str, str, str | None], FigurePair] = {}
    for one in values:
        pair = pairs.setdefault((one.metric, one.dimension, one.member), FigurePair(one))
        pair.bases[one.basis] = one
    return list(pairs.values())


def describe_slice(change: ValueChange, lang: Lang) -> str:
    """Name which part of a metric a figure is about."""
    if change.dimension == "all":
        return Words("total", "总计").say(lang)
    return f"{change.dimension} = {MISSING if change.member is None else change.member}"


def describe_move(change: ValueChange | None, lang: Lang) -> str:
    """Say before → after and the relative change; None is a basis whose figure is the same as before."""
    same = Words("the same", "相同").say(lang)
    if change is None:
        return same
    if change.before == change.after:
        return f"{format_value(change.after, change.unit, lang)} ({same})"
    before, after = (format_value(one, change.unit, lang) for one in (change.before, change.after))
    if before == after:  # what is told as a change must be seen as one
        before, after = (MISSING if one is None else f"{one:,.12g}" for one in (change.before, change.after))
    moved = change.relative
    return f"{before} → {after}" + ("" if moved is None else f" ({_signed(moved, lang)})")


def describe_bubble_move(pair: FigurePair, lang: Lang) -> str:
    """Say the bubble before → after."""
    before, after = pair.bubble("before"), pair.bubble("after")
    if before is None and after is None:
        return MISSING
    return f"{format_share(before, lang)} → {format_share(after, lang)}"


def _signed(share: float, lang: Lang) -> str:
    return ("+" if share > 0 else "") + format_share(share, lang)
