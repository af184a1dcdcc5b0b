"""The answer on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...wording.words import Lang, Words
from ..finding import GateFinding
from ..report import GateReport
from .sections import Section, sections_of
from .sentences import (
    COLON,
    MEND,
    VERDICTS,
    describe_question,
    describe_rest,
    describe_standing,
    describe_verdict,
)
from .taming import tame

if TYPE_CHECKING:
    from rich.console import RenderableType

STYLES = {
    "pass": "bold green",
    "fail": "bold red",
    "unknown": "bold magenta",
    "warn": "yellow",
    "note": "dim",
}


def render(report: GateReport, *, lang: Lang = "en") -> RenderableType:
    """Return the verdict, the findings with the worst first, what changes, and the verdict again."""
    from rich.console import Group
    from rich.text import Text

    verdict = VERDICTS[report.verdict].say(lang)
    style = STYLES[report.verdict]
    rest = describe_rest(report).say(lang)
    head = Text.assemble((verdict, style), f"{COLON.say(lang)}{describe_verdict(report).say(lang)}")
    last = Text.assemble(
        (verdict, style), f" ({Words('exit code', '退出码').say(lang)} {report.exit_code:d})"
    )
    return Group(
        Text(describe_question(report).say(lang)),
        head,
        *([Text(rest)] if rest else []),
        *(_finding(one, lang) for one in report.findings),
        *(_table(one) for one in sections_of(report, lang)),
        last,
    )


def _finding(finding: GateFinding, lang: Lang) -> RenderableType:
    from rich.text import Text

    style = STYLES[finding.grade] if finding.counts or finding.grade in ("warn", "note") else "dim"
    colon = COLON.say(lang)
    lines = [f" {tame(finding.code)} {tame(finding.subject)}{colon}{tame(finding.said.say(lang))}"]
    if finding.place is not None:
        lines.append(f"  {Words('at', '位置').say(lang)} {tame(str(finding.place))}")
    if finding.mend:
        lines.append(f"  {MEND.say(lang)}{colon}{tame(finding.mend.say(lang))}")
    return Text.assemble((tame(describe_standing(finding, lang)), style), "\n".join(lines))


def _table(section: Section) -> RenderableType:
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE, show_edge=False, title=Text(f"\n{section.title}"), title_justify="left")
    for column in section.columns:
        table.add_column(column, overflow="fold")
    for row in section.rows:
        table.add_row(*(Text(tame(cell)) for cell in row))
    return table
