"""What of a site can be found: its metrics, sources, signals, terms, codes and pages."""

from __future__ import annotations

from collections.abc import Iterator

from ..wording import Words
from .browser_search import SearchEntry
from .code_titles import code_titles
from .content import Content
from .glossary_terms import read_glossary
from .pages import NAVIGATION

NOTHING_SAID = Words("", "")


def search_entries(content: Content) -> Iterator[SearchEntry]:
    """Yield one entry for each thing that a reader may look for."""
    for path, title in NAVIGATION.items():
        yield SearchEntry(path, "page", title, NOTHING_SAID)
    for metric in content.metrics:
        question = metric.text.question if metric.text and metric.text.question else NOTHING_SAID
        yield SearchEntry(metric.href, "metric", metric.title, question, (metric.name,))
    for source in content.sources:
        text = Words(source.description)
        yield SearchEntry(source.href, "source", Words(source.title), text, (source.name,))
    for count in content.figures.brushing.signals:
        title = Words(count.title or count.signal, count.title_zh)
        yield SearchEntry("brushing.html", "signal", title, NOTHING_SAID, (count.signal, count.code))
    glossary = read_glossary()
    for term in (*glossary.terms, *glossary.tools):
        yield SearchEntry(f"glossary.html#{term.key}", "term", term.name, term.meaning)
    for code, title in code_titles().items():
        yield SearchEntry(f"glossary.html#{code}", "code", Words(code), title, (code,))
