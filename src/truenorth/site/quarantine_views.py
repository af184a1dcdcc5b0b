"""Rows and deliveries that no figure holds, over all sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .figures import Figures
from .source_views import BatchView, ReasonView, SourceView

SHOWN_REASONS = 50


@dataclass(frozen=True)
class SetAside:
    """One reason of one source."""

    source: SourceView
    reason: ReasonView


@dataclass(frozen=True)
class QuarantineView:
    """What is set aside.

    Attributes:
        held: deliveries that are missing from every figure, with their source.
        reasons: the most frequent ones; `more` are those that are only on the pages of their sources.
    """

    held: tuple[tuple[SourceView, BatchView], ...]
    reasons: tuple[SetAside, ...]
    more: int


def view_quarantine(figures: Figures, sources: Sequence[SourceView]) -> QuarantineView:
    """Return held deliveries and the reasons for setting rows aside, the most frequent first."""
    views = {(source.name, one.reason): SetAside(source, one) for source in sources for one in source.reasons}
    counted = sorted(figures.reasons, key=lambda count: (-count.rows, count.source, count.reason))
    reasons = [views[count.source, count.reason] for count in counted]
    return QuarantineView(
        held=tuple((source, batch) for source in sources for batch in source.troubled),
        reasons=tuple(reasons[:SHOWN_REASONS]),
        more=len(reasons[SHOWN_REASONS:]),
    )
