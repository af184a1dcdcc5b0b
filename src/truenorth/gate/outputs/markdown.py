"""The answer as one Markdown comment that is found again and kept within the size that a platform takes."""

from __future__ import annotations

import hashlib

from ...wording.words import Lang, Words
from ..finding import GateFinding
from ..report import GateReport
from .fitting import Block, fit_blocks
from .sections import place_of, sections_of
from .sentences import (
    COLON,
    MEND,
    VERDICTS,
    describe_question,
    describe_rest,
    describe_standing,
    describe_verdict,
)
from .untrusted_markdown import escape

COMMENT = 65_000
"""Bytes. GitHub takes 65,536 characters and Azure Repos 150,000; whoever posts it may add a line."""

SMALLEST = 16_384
"""Bytes in which the verdict, the worst finding at its longest and all counts find room."""

MOST_SAID, MOST_NAME = 400, 120  # characters of a sentence and of a name in a cell, before they are escaped


def render(report: GateReport, *, lang: Lang = "en", limit: int = COMMENT) -> str:
    """Return the comment, at most `limit` bytes of UTF-8; what is cut is counted.

    Raises: ValueError if `limit` is below SMALLEST.
    """
    if limit < SMALLEST:
        raise ValueError(f"a comment needs at least {SMALLEST} bytes, {limit} are given")
    head = "\n\n".join(_head(report, lang))
    tail = Words("`truenorth explain CODE` says what a code means.", "`truenorth explain 代码` 解释各代码。")
    blocks = [*_finding_blocks(report, lang), *_section_blocks(report, lang)]
    room = limit - len(f"{head}\n\n{tail.say(lang)}\n".encode())
    return "\n\n".join([head, *fit_blocks(blocks, room, lang), tail.say(lang)]) + "\n"


def marker_of(project: str) -> str:
    """Return the first line of the comment; one pull request may be asked about several projects."""
    return f"<!-- truenorth-gate {hashlib.sha256(project.encode('utf-8', 'replace')).hexdigest()[:12]} -->"


def _head(report: GateReport, lang: Lang) -> list[str]:
    verdict = VERDICTS[report.verdict].say(lang)
    rest = describe_rest(report).say(lang)
    told = [describe_verdict(report).say(lang), rest]
    project = Words("Project", "项目").say(lang)
    question = escape(describe_question(report).say(lang), MOST_SAID)
    colon = COLON.say(lang)
    return [
        marker_of(report.project),
        f"## truenorth gate{colon}{verdict}",
        f"**{'; '.join(one for one in told if one)}**",
        f"{project} {escape(report.project, MOST_NAME)}{colon}{question}",
    ]


def _finding_blocks(report: GateReport, lang: Lang) -> list[Block]:
    counting = [one for one in report.findings if one.counts]
    others = [one for one in report.findings if not one.counts]
    columns = tuple(
        one.say(lang)
        for one in (
            Words("grade", "等级"),
            Words("code", "代码"),
            Words("about", "对象"),
            Words("what is wrong, and what to do", "问题与处理"),
            Words("where", "位置"),
        )
    )
    return [
        Block(title.say(lang), columns, tuple(_row(one, lang) for one in findings), is_folded)
        for title, findings, is_folded in (
            (Words("To mend first", "须先处理"), counting, False),
            (Words("Told, and not counted", "仅告知，不计入"), others, bool(counting)),
        )
        if findings
    ]


def _row(one: GateFinding, lang: Lang) -> tuple[str, ...]:
    told = escape(one.said.say(lang), MOST_SAID)
    if one.mend:
        told += f"<br>{MEND.say(lang)}{COLON.say(lang)}{escape(one.mend.say(lang), MOST_SAID)}"
    return (
        escape(describe_standing(one, lang), MOST_NAME),
        escape(one.code, MOST_NAME),
        escape(one.subject, MOST_NAME),
        told,
        escape(place_of(one.place), 2 * MOST_NAME),
    )


def _section_blocks(report: GateReport, lang: Lang) -> list[Block]:
    blocks = []
    for number, section in enumerate(sections_of(report, lang)):
        rows = tuple(tuple(escape(cell, 2 * MOST_NAME) for cell in row) for row in section.rows)
        blocks.append(Block(section.title, section.columns, rows, is_folded=number > 0))
    return blocks
