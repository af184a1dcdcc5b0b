"""The pyramid as the page says it: consent, scope, evidence, each with what could not be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..wording import Words, format_count, format_share
from ..wording.words import join_words
from .compliance_figures import (
    GAPS,
    ComplianceFigures,
    Coverage,
    Kept,
    Masked,
    PersonalTable,
    ScopedColumn,
    WithheldSlices,
)
from .metric_views import MetricView
from .slice_views import SliceRow, view_slices
from .vocabulary import DIMENSIONS, ENTITIES, GAP_WORDS, LEGAL_BASES, named


@dataclass(frozen=True)
class Named:
    """A metric by its printed name; `href` is its chapter, empty if it has none."""

    href: str
    title: Words


@dataclass(frozen=True)
class CoverageRow:
    """One metric and entity, ready to print; `is_open` where nobody can say that the use is lawful."""

    metric: Named
    entity: Words
    purpose: str
    basis: Words
    reference: str
    personal: str
    share: Words
    gaps: Words
    is_open: bool


@dataclass(frozen=True)
class ScopeRow:
    """One metric's columns: how many there are, how many of them are personal, and which may not be used."""

    metric: Named
    purpose: str
    columns: tuple[ScopedColumn, ...]
    declared: int
    personal: int
    wrong: tuple[ScopedColumn, ...]


@dataclass(frozen=True)
class UseRow:
    """One family of purposes (`analytics`, `marketing`) with the personal columns that serve it."""

    family: str
    metrics: int
    personal: tuple[str, ...]


@dataclass(frozen=True)
class WithheldRow:
    """One metric along one dimension: how many slices there are, and how many readers do not see."""

    metric: Named
    dimension: Words
    slices: str
    withheld: str


@dataclass(frozen=True)
class ComplianceView:
    """The chapter.

    Attributes:
        covered: of the uses of personal rows, how many are covered by consent or rest on a declared basis.
        late: rows that went out before the end of consent was recorded.
        tables: raw tables that are personal, or that nobody has declared.
        contracted: how many of them have a contract (system E5), and their share.
        smallest_group: persons below which a slice is withheld; 0 if no figure has slices.
    """

    coverage: tuple[CoverageRow, ...]
    covered: str
    late: str
    scope: tuple[ScopeRow, ...]
    wrong: tuple[ScopedColumn, ...]
    uses: tuple[UseRow, ...]
    crossing: tuple[ScopedColumn, ...]
    kept: tuple[Kept, ...]
    masked: tuple[Masked, ...]
    slices: tuple[SliceRow, ...]
    tables: tuple[PersonalTable, ...]
    contracted: Words
    withheld: tuple[WithheldRow, ...]
    smallest_group: int


ADVERTISING_CROSSED = "TN-L014"


def view_compliance(figures: ComplianceFigures, metrics: Sequence[MetricView]) -> ComplianceView:
    """Put the compliance tables of a release into words."""
    names = {metric.name: Named(metric.href, metric.title) for metric in metrics}
    lawful = sum(row.status in ("covered", "other basis") for row in figures.coverage)
    late = sum(row.late for row in figures.coverage)
    return ComplianceView(
        coverage=tuple(_coverage(row, names) for row in figures.coverage),
        covered=f"{format_count(lawful)} / {format_count(len(figures.coverage))}",
        late=format_count(late) if late else "",
        scope=_scope(figures.columns, names),
        wrong=tuple(column for column in figures.columns if column.code),
        uses=_uses(figures.columns),
        crossing=tuple(column for column in figures.columns if column.code == ADVERTISING_CROSSED),
        kept=figures.kept,
        masked=figures.masked,
        slices=view_slices(metrics),
        tables=tuple(table for table in figures.tables if table.is_personal is not False),
        contracted=_contracted(figures.tables),
        withheld=tuple(_withheld(row, names) for row in figures.withheld if row.withheld),
        smallest_group=max((row.smallest_group for row in figures.withheld), default=0),
    )


def _coverage(row: Coverage, names: Mapping[str, Named]) -> CoverageRow:
    return CoverageRow(
        metric=names.get(row.metric, Named("", Words(row.metric))),
        entity=named(ENTITIES, row.entity),
        purpose=row.purpose,
        basis=named(LEGAL_BASES, row.legal_basis) if row.legal_basis else LEGAL_BASES["unknown"],
        reference=row.reference,
        personal=format_count(row.personal),
        share=_share(row),
        gaps=_gaps(row.gaps),
        is_open=row.status not in ("covered", "other basis"),
    )


def _share(row: Coverage) -> Words:
    """Of the personal rows those that consent covers; the others are on the raw basis alone."""
    if row.covered is None or not row.personal:
        return Words("–", "–")
    share = row.covered / row.personal
    return Words(format_share(share, "en"), format_share(share, "zh"))


def _gaps(gaps: Mapping[str, int]) -> Words:
    said = [(named(GAP_WORDS, reason), format_count(rows), GAPS[reason]) for reason, rows in gaps.items()]
    return Words(
        join_words([f"{rows} {words.en} ({code})" for words, rows, code in said], "en"),
        join_words([f"{words.zh}{rows}行（{code}）" for words, rows, code in said], "zh"),
    )


def _contracted(tables: Sequence[PersonalTable]) -> Words:
    """Of the tables with personal data those with a contract; one that nobody declared may be personal."""
    personal = [table for table in tables if table.is_personal is not False]
    if not personal:
        return Words("–", "–")
    kept = sum(table.has_contract for table in personal)
    of, share = f"{format_count(kept)} / {format_count(len(personal))}", kept / len(personal)
    return Words(f"{of} ({format_share(share, 'en')})", f"{of}（{format_share(share, 'zh')}）")


def _withheld(row: WithheldSlices, names: Mapping[str, Named]) -> WithheldRow:
    return WithheldRow(
        metric=names.get(row.metric, Named("", Words(row.metric))),
        dimension=named(DIMENSIONS, row.dimension),
        slices=format_count(row.slices),
        withheld=format_count(row.withheld),
    )


def _scope(columns: Sequence[ScopedColumn], names: Mapping[str, Named]) -> tuple[ScopeRow, ...]:
    by_metric: dict[str, dict[tuple[str, str, str], ScopedColumn]] = {}
    for column in columns:
        place = (column.source, column.table, column.column)
        known = by_metric.setdefault(column.metric, {}).get(place)
        # a column may come on several ways: the one that is not allowed speaks
        if known is None or (column.code and not known.code):
            by_metric[column.metric][place] = column
    return tuple(
        ScopeRow(
            metric=names.get(metric, Named("", Words(metric))),
            purpose=next(iter(found.values())).purpose,
            columns=tuple(found.values()),
            declared=sum(column.is_declared for column in found.values()),
            personal=sum(column.is_personal for column in found.values()),
            wrong=tuple(column for column in found.values() if column.code),
        )
        for metric, found in by_metric.items()
    )


def _uses(columns: Sequence[ScopedColumn]) -> tuple[UseRow, ...]:
    families = sorted({column.purpose.split(".")[0] for column in columns if column.purpose})
    return tuple(
        UseRow(
            family,
            metrics=len({column.metric for column in columns if _is_of(column, family)}),
            personal=tuple(
                sorted(
                    {
                        f"{column.source}.{column.column}"
                        for column in columns
                        if _is_of(column, family) and column.is_personal
                    }
                )
            ),
        )
        for family in families
    )


def _is_of(column: ScopedColumn, family: str) -> bool:
    return column.purpose.split(".")[0] == family
