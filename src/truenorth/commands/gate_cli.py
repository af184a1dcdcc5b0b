"""The options of `truenorth gate`; `gate/` asks, `gate.py` beside this writes the answer down."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..command_line import project_at, project_option, refusals
from ..errors import ExitCode
from .gate import FORMATS, Format, show_answer, write_answer
from .gate import write_baseline as write

if TYPE_CHECKING:
    from ..gate.report import GateReport
    from ..wording.words import Lang

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option(
    "--base",
    default=None,
    metavar="REF",
    help="Compare with where HEAD left REF; default: the target branch.",
)
@click.option("--static", is_flag=True, help="Only what files can answer: no warehouse, nothing is built.")
@click.option("--batch", type=FILE, default=None, help="Ask about one more delivery of --source instead.")
@click.option("--source", default=None, help="Declared source that --batch is a delivery of.")
@click.option("--without-source", default=None, metavar="NAME", help="Ask what figures would be without it.")
@click.option("--new-only", is_flag=True, help="Only findings that --baseline does not know count.")
@click.option("--baseline", type=FILE, default=None, help="File of known findings, with --new-only.")
@click.option(
    "--write-baseline", type=FILE, default=None, help="Write what is found as known; judge nothing."
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="On stdout."
)
@click.option(
    "--out", multiple=True, metavar="FORMAT=FILE", help="Write this format into a file too; repeatable."
)
@click.option(
    "--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Of text and markdown."
)
@project_option
@refusals
def gate(
    base: str | None,
    static: bool,
    batch: Path | None,
    source: str | None,
    without_source: str | None,
    new_only: bool,
    baseline: Path | None,
    write_baseline: Path | None,
    form: Format,
    out: tuple[str, ...],
    lang: Lang,
    project_dir: Path | None,
) -> ExitCode:
    """Say what a change, a batch or a source would do to every metric: one verdict, worst first.

    Nothing is published and nothing is logged. Contracts of the change are Python and run: ask about changes
    of strangers where no secret is at hand.

    \b
    Examples:
      truenorth gate                                      this change beside its target branch
      truenorth gate --base main --static                 without a warehouse
      truenorth gate --batch new/2026-07.parquet --source orders
      truenorth gate --without-source influencer_reach
      truenorth gate --write-baseline expectations/gate_baseline.json
      truenorth gate --new-only --baseline expectations/gate_baseline.json
      truenorth gate --format github --out sarif=gate.sarif --out junit=gate.xml

    Exit codes: 0 pass, 1 it may not go in, 2 usage or configuration, 3 could not be found out.
    """
    _refuse_mixtures(base, static, batch, source, without_source, new_only, baseline, write_baseline)
    files = [_form_and_file(one) for one in out]
    report = _ask(project_dir, base, static, batch, source, without_source, baseline)
    if write_baseline is not None:
        known = write(report, write_baseline)
        click.echo(f"{known} findings written to {write_baseline}; commit it for review", err=True)
        return ExitCode.PASS
    for kind, file in files:
        write_answer(report, kind, file, lang)
    show_answer(report, form, lang)
    return report.exit_code


def _ask(
    project_dir: Path | None,
    base: str | None,
    static: bool,
    batch: Path | None,
    source: str | None,
    without_source: str | None,
    baseline: Path | None,
) -> GateReport:
    from datetime import date

    from ..gate.asking import Terms, ask_batch, ask_change, ask_without_source
    from .progress import shown_progress

    project = project_at(project_dir)
    with shown_progress() as progress:
        terms = Terms(date.today(), baseline, progress.step, progress.say)
        if batch is not None and source is not None:
            return ask_batch(project, batch, source, terms)
        if without_source is not None:
            return ask_without_source(project, without_source, terms)
        return ask_change(project, base, terms, static=static)


def _refuse_mixtures(
    base: str | None,
    static: bool,
    batch: Path | None,
    source: str | None,
    without_source: str | None,
    new_only: bool,
    baseline: Path | None,
    write_baseline: Path | None,
) -> None:
    if (batch is None) != (source is None):
        raise click.UsageError("--batch FILE and --source NAME go together")
    if batch is not None and without_source is not None:
        raise click.UsageError("ask about a batch or about a source, not both")
    if (batch is not None or without_source is not None) and (static or base):
        raise click.UsageError("--base and --static are for a change; a batch or a source is always measured")
    if new_only != (baseline is not None):
        raise click.UsageError("--new-only and --baseline FILE go together")
    if new_only and write_baseline is not None:
        raise click.UsageError("a baseline is written of everything: leave --new-only out")


def _form_and_file(stated: str) -> tuple[Format, Path]:
    name, _, file = stated.partition("=")
    form = next((one for one in FORMATS if one == name), None)
    if form is None or not file:
        raise click.UsageError(f"--out is FORMAT=FILE with FORMAT one of {', '.join(FORMATS)}")
    return form, Path(file)
