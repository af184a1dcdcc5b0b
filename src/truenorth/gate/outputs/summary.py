"""The same Markdown with the room that a step summary or a build summary has."""

from __future__ import annotations

from ...wording.words import Lang
from ..report import GateReport
from . import markdown

STEP_SUMMARY = 1024 * 1024 - 1
"""Bytes of $GITHUB_STEP_SUMMARY in one step; a larger one is refused whole."""


def render(report: GateReport, *, lang: Lang = "en") -> str:
    """Return the comment with far more rows, at most STEP_SUMMARY bytes of UTF-8."""
    return markdown.render(report, lang=lang, limit=STEP_SUMMARY)
