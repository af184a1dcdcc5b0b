"""What the page says of each source: its contract, and what happened to its rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from ..project import Project
from ..wording import Words, format_count, format_share
from .contract_views import ContractView, view_contract
from .figures import Batch, Figures, ReasonCount
from .page_names import source_page
from .vocabulary import STATUSES, named

Ending = Literal["admitted", "quarantined", "held", "erased"]
COUNTED = ("admitted", "held", "unread")


@dataclass(frozen=True)
class Fate:
    """How many rows ended one way; `start` and `width` are 0-100 along the bar."""

    key: Ending
    rows: str
    share: Words
    start: float
    width: float


@dataclass(frozen=True)
class ReasonView:
    """One reason with the rule it stands for; `width` is 0-100, relative to the most frequent reason."""

    reason: str
    rule: Words
    rows: str
    share: Words
    width: float


@dataclass(frozen=True)
class BatchView:
    """One delivered file; counts are printed numbers."""

    file: str
    delivered: str
    status: str
    status_words: Words
    rows: str
    admitted: str
    quarantined: str
    held: str
    code: str
    reason: str


@dataclass(frozen=True)
class SourceView:
    """One source's page.

    Attributes:
        href: where it lies, from the root of the site.
        received: rows of admitted and held deliveries; a replaced file's rows are not counted again.
        judged: rows of admitted deliveries, which the shares of the reasons refer to.
    """

    href: str
    name: str
    title: str
    description: str
    contract: ContractView
    received: str
    judged: str
    fates: tuple[Fate, ...]
    reasons: tuple[ReasonView, ...]
    batches: tuple[BatchView, ...]
    troubled: tuple[BatchView, ...]


def view_sources(project: Project, figures: Figures) -> tuple[SourceView, ...]:
    """Return every declared source and every source of the release."""
    released = [batch.source for batch in figures.batches] + [reason.source for reason in figures.reasons]
    names = dict.fromkeys([*project.sources, *released])
    batches: dict[str, list[Batch]] = defaultdict(list)
    counts: dict[str, list[ReasonCount]] = defaultdict(list)
    for batch in figures.batches:
        batches[batch.source].append(batch)
    for count in figures.reasons:
        counts[count.source].append(count)
    return tuple(_view(project, name, batches[name], counts[name]) for name in names)


def _view(project: Project, name: str, batches: list[Batch], counts: list[ReasonCount]) -> SourceView:
    contract, rules = view_contract(project, name)
    received = sum(batch.rows for batch in batches if batch.status in COUNTED)
    judged = sum(batch.rows for batch in batches if batch.status == "admitted")
    views = tuple(map(_batch, batches))
    declared = project.sources.get(name)
    return SourceView(
        href=source_page(name),
        name=name,
        title=(declared.title if declared else "") or name,
        description=declared.description if declared else "",
        contract=contract,
        received=format_count(received),
        judged=format_count(judged),
        fates=_fates(batches, received),
        reasons=_reasons(counts, rules, judged),
        batches=views,
        troubled=tuple(view for view, batch in zip(views, batches, strict=True) if _is_missing(batch)),
    )


def _is_missing(batch: Batch) -> bool:
    """A delivery whose rows the figures lack; a repeated one is held too, but nothing is missing."""
    return batch.status in ("held", "unread") and batch.severity != "warn"


def _fates(batches: list[Batch], received: int) -> tuple[Fate, ...]:
    counted = [batch for batch in batches if batch.status in COUNTED]
    sums: dict[Ending, int] = {
        "admitted": sum(batch.admitted for batch in counted),
        "quarantined": sum(batch.quarantined for batch in counted),
        "held": sum(batch.held for batch in counted),
    }
    if erased := sum(batch.erased for batch in counted):
        sums["erased"] = erased
    fates: list[Fate] = []
    start = 0.0
    for key, rows in sums.items():
        width = 100 * rows / received if received else 0.0
        fates.append(Fate(key, format_count(rows), _share(rows, received), round(start, 2), round(width, 2)))
        start += width
    return tuple(fates)


def _reasons(counts: list[ReasonCount], rules: dict[str, Words], judged: int) -> tuple[ReasonView, ...]:
    most = max((count.rows for count in counts), default=0) or 1
    return tuple(
        ReasonView(
            reason=count.reason,
            rule=rules.get(count.reason) or Words(count.text),
            rows=format_count(count.rows),
            share=_share(count.rows, judged),
            width=round(100 * count.rows / most, 2),
        )
        for count in counts
    )


def _batch(batch: Batch) -> BatchView:
    return BatchView(
        file=batch.file,
        delivered="" if batch.delivered_at is None else f"{batch.delivered_at:%Y-%m-%d %H:%M}",
        status=batch.status,
        status_words=named(STATUSES, batch.status),
        rows="?" if batch.status == "unread" else format_count(batch.rows),
        admitted=format_count(batch.admitted),
        quarantined=format_count(batch.quarantined),
        held=format_count(batch.held),
        code=batch.code,
        reason=batch.reason,
    )


def _share(rows: int, received: int) -> Words:
    share = rows / received if received else None
    return Words(format_share(share, "en"), format_share(share, "zh"))
