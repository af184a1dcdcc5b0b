"""Everything that the site says, read once and put into words, before any page is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..project import Project
from ..wording import Words, format_count, format_share
from .browser_proof import Proofs, read_proofs
from .brushing_views import BrushingView, view_brushing
from .change_views import ChangesView, view_changes
from .committee_views import BoardView, view_board
from .compliance_views import ComplianceView, view_compliance
from .event_views import EventsView, view_events
from .evidence_view import EvidenceView, view_evidence
from .figures import Figures, read_figures
from .judged_views import JudgedView, read_committee, view_judged
from .manifest import read_contracts
from .metric_contracts import read_metric_contracts
from .metric_texts import metric_texts
from .metric_views import MetricView, view_metrics
from .signal_texts import signal_texts
from .source_views import COUNTED, SourceView, view_sources


@dataclass(frozen=True)
class Content:
    """One release in words; by metric where it is a mapping.

    Attributes:
        texts_found: dbt's manifest could be read, so metrics and signals have their own texts.
        proofs: what pages carry so that they can prove their figures.
    """

    project: Project
    figures: Figures
    lede: Words
    metrics: tuple[MetricView, ...]
    judgements: Mapping[str, JudgedView]
    events: Mapping[str, EventsView]
    board: BoardView
    brushing: BrushingView
    compliance: ComplianceView
    evidence: EvidenceView | None
    sources: tuple[SourceView, ...]
    changes: ChangesView
    texts_found: bool
    proofs: Proofs


def read_content(project: Project, release_db: Path) -> Content:
    """Read a release, and what the project's texts, contracts and committee say of it.

    Raises: EvaluationError TN-P008, TN-W001 (see `read_figures`), EvidenceError (see `view_evidence`).
    """
    release_db = release_db.resolve()  # CURRENT may move on while it is read
    figures = read_figures(release_db)
    contracts = read_contracts(project.root / "target" / "manifest.json")
    metrics = view_metrics(figures, metric_texts(contracts or {}))
    promises, committee = read_metric_contracts(project), read_committee(project)
    day = figures.release.published_at.date()
    return Content(
        project=project,
        figures=figures,
        lede=_lede(figures),
        metrics=metrics,
        judgements=view_judged(figures, metrics, promises, committee),
        events=view_events(figures, metrics),
        board=view_board(project, committee, promises.contracts, metrics, day),
        brushing=view_brushing(figures, metrics, signal_texts(contracts or {})),
        compliance=view_compliance(figures.compliance, metrics),
        evidence=view_evidence(project.published),
        sources=view_sources(project, figures),
        changes=view_changes(figures.release, metrics),
        texts_found=contracts is not None,
        proofs=read_proofs(release_db, figures.release.release_id, project.published),
    )


def _lede(figures: Figures) -> Words:
    """The release in one sentence: how much came in, and how much of it kept its contract."""
    received = sum(batch.rows for batch in figures.batches if batch.status in COUNTED)
    if not received:
        return Words("Nothing has been received yet.", "尚未收到数据。")
    share = sum(batch.admitted for batch in figures.batches if batch.status in COUNTED) / received
    rows = format_count(received)
    if any(count.blocked for count in figures.brushing.signals):
        return Words(
            f"Of {rows} rows received, {format_share(share, 'en')} were admitted. What is blocked as brushing"
            " is left out of the trusted figures too.",
            f"收到{rows}行，其中{format_share(share, 'zh')}被接收；判为刷量的也不计入可信值。",
        )
    return Words(
        f"Of {rows} rows received, {format_share(share, 'en')} were admitted and count as trusted.",
        f"收到{rows}行，其中{format_share(share, 'zh')}被接收并计入可信值。",
    )
