"""Which pages the site has, and what each of them is given to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..wording import Words
from .browser_chart import chart_block
from .browser_groups import groups_block
from .code_titles import code_titles
from .content import Content
from .glossary_terms import read_glossary
from .group_views import view_groups
from .metric_views import MetricView
from .overview_views import view_overview
from .quarantine_views import view_quarantine

# Scripts of one kind of page, under assets/, in the order in which they run; all wait for the whole page.
EVERYWHERE = ("switch.js", "page.js", "keys.js")
PROOF = ("vendor/noble.js", "merkle.js", "log_proof.js", "figures.js", "proof_words.js", "verify.js")
CHARTS = ("vendor/echarts.js", "chart_theme.js")
SCRIPTS = {
    "overview": PROOF,
    "metric": (*PROOF, *CHARTS, "chart_series.js", "charts.js"),
    "brushing": (*CHARTS, "groups.js"),
    "search": ("search-index.js", "vendor/minisearch.js", "search.js"),
}

# The pages that every page leads to.
NAVIGATION = {
    "index.html": Words("Overview", "概览"),
    "sources.html": Words("Sources", "数据源"),
    "quarantine.html": Words("Quarantine", "隔离"),
    "brushing.html": Words("Brushing", "刷量"),
    "compliance.html": Words("Compliance", "合规"),
    "committee.html": Words("Committee", "委员会"),
    "changes.html": Words("Changes", "变化"),
    "glossary.html": Words("Glossary", "词汇"),
}


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes:
        path: from the root of the site.
        kind: names its template, its scripts and, for the browser, what kind of page it is.
        title: in the window's title, before the name of the project.
        above: page of the navigation that it belongs to; itself where it is one.
        own: what only this page is given.
        blocks: data for the page's scripts, by the id of their element.
    """

    path: str
    kind: str
    title: Words
    above: str = ""
    own: Mapping[str, Any] = field(default_factory=dict)
    blocks: Mapping[str, Any] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """The way from this page to the root of the site: empty or `../`."""
        return "../" * self.path.count("/")

    @property
    def scripts(self) -> tuple[str, ...]:
        return (*EVERYWHERE, *SCRIPTS.get(self.kind, ()))


def pages(content: Content) -> Iterator[Page]:
    """Yield every page of the site; a metric's views are given to its own page only."""
    overview = view_overview(content.metrics, content.judgements)
    proof = {"proof-data": content.proofs.overview_block()}
    yield _listed("overview", "index.html", {"overview": overview}, proof)
    for metric in content.metrics:
        own = {
            "metric": metric,
            "told": content.events[metric.name],
            "judged": content.judgements[metric.name],
        }
        yield Page(metric.href, "metric", metric.title, "index.html", own, _metric_blocks(content, metric))
    yield _listed("sources", "sources.html")
    for source in content.sources:
        yield Page(source.href, "source", Words(source.title), "sources.html", {"source": source})
    quarantine = view_quarantine(content.figures, content.sources)
    yield _listed("quarantine", "quarantine.html", {"quarantine": quarantine})
    table, graph = view_groups(content.figures.brushing), groups_block(content.figures)
    drawn = {"groups-data": graph} if graph else {}
    yield _listed("brushing", "brushing.html", {"brushing_groups": table}, drawn)
    for kind in ("compliance", "committee", "changes"):
        yield _listed(kind, f"{kind}.html")
    yield _listed("glossary", "glossary.html", {"glossary": read_glossary(), "codes": code_titles()})
    yield Page("search.html", "search", Words("Search", "搜索"))


def _metric_blocks(content: Content, metric: MetricView) -> dict[str, Any]:
    guardrails = [guard.name for guard in content.judgements[metric.name].promise.guardrails]
    blocks = {"proof-data": content.proofs.metric_block(metric.name, beside=guardrails)}
    chart = chart_block(metric, content.figures)
    return blocks | {"chart-data": chart} if chart else blocks


def _listed(
    kind: str, path: str, own: Mapping[str, Any] | None = None, blocks: Mapping[str, Any] | None = None
) -> Page:
    return Page(path, kind, NAVIGATION[path], path, own or {}, blocks or {})
