"""`truenorth gate`: the forms of an answer, and where they are written."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from ..gate.report import GateReport
    from ..wording.words import Lang

Format = Literal["text", "json", "markdown", "summary", "junit", "sarif", "github", "azure"]
FORMATS: tuple[Format, ...] = get_args(Format)
FILE_WIDTH = 120  # characters of a line of the text form where no terminal says how wide it is


def render(report: GateReport, form: Format, lang: Lang) -> str:
    """Return an answer in one form; text, markdown and summary speak `lang`."""
    from ..gate.outputs import azure, github, json_report, junit, markdown, sarif, summary

    if form == "text":
        from io import StringIO

        out = StringIO()
        _print(report, lang, out, FILE_WIDTH)
        return out.getvalue()
    if form == "markdown":
        return markdown.render(report, lang=lang)
    if form == "summary":
        return summary.render(report, lang=lang)
    machines = {
        "json": json_report.render,
        "junit": junit.render,
        "sarif": sarif.render,
        "github": github.render,
        "azure": azure.render,
    }
    return machines[form](report)


def write_answer(report: GateReport, form: Format, path: Path, lang: Lang) -> None:
    """Write one form of an answer into a file, in UTF-8; its folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(report, form, lang), encoding="utf-8")


def show_answer(report: GateReport, form: Format, lang: Lang) -> None:
    """Write one form to stdout; text is as wide and as coloured as the terminal is."""
    import click

    if form == "text":
        _print(report, lang, None, None)
    else:
        click.echo(render(report, form, lang).removesuffix("\n"))


def write_baseline(report: GateReport, path: Path) -> int:
    """Write the findings of a report down as known; returns how many there are."""
    from ..gate.baseline import baseline_text, may_be_known

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(baseline_text(report.findings), encoding="utf-8")
    return len({one.fingerprint for one in report.findings if may_be_known(one)})


def _print(report: GateReport, lang: Lang, file: IO[str] | None, width: int | None) -> None:
    from rich.console import Console

    from ..gate.outputs import text

    Console(file=file, width=width, highlight=False).print(text.render(report, lang=lang))
