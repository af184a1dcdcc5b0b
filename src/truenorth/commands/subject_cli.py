"""The options of `truenorth subject`; what the commands do is in `subject.py` beside it."""

from __future__ import annotations

from pathlib import Path

import click

from ..command_line import format_option, print_report, project_at, project_option, refusals
from ..errors import ExitCode


@click.group()
def subject() -> None:
    """Give a person what is held of them, or let them go.

    ID is written as in the raw deliveries; `-` reads it from standard input, so that no shell remembers it.

    \b
    Examples:
      truenorth subject export u0000042 --out bundle
      truenorth subject erase - < id.txt
    """


@subject.command()
@click.argument("id_", metavar="ID")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="A new folder.")
@project_option
@refusals
def export(id_: str, out: Path, project_dir: Path | None) -> None:
    """Write everything that is held of a person to a folder: rows, entities, verdicts, proofs.

    \b
    Examples:
      truenorth subject export u0000042 --out bundle
    """
    from .subject import export_subject

    bundle = export_subject(project_at(project_dir), _read(id_), out)
    rows = sum(file["rows"] for file in bundle.files)
    click.echo(f"{rows:,} rows in {len(bundle.files)} files and {bundle.proofs:,} proofs written to {out}")


@subject.command()
@click.argument("id_", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@format_option
@project_option
@refusals
def erase(id_: str, yes: bool, format_: str, project_dir: Path | None) -> ExitCode:
    """Erase a person for good and recompute the figures; raw deliveries are named, never edited.

    Exit code 1: a batch is held (see `truenorth build`), or a table brought the person back.

    \b
    Examples:
      truenorth subject erase u0000042
      truenorth subject erase - --yes < id.txt
    """
    from .progress import shown_progress
    from .subject import erase_subject, plan_of

    project = project_at(project_dir)
    person = _read(id_)
    plan = plan_of(project, person)
    if not yes:
        rows = ", ".join(f"{rows:,} of {source}" for source, rows in plan.rows.items()) or "no rows"
        click.confirm(
            f"{rows} will be erased, and what they led to; this cannot be undone. Go on?", abort=True
        )
    with shown_progress() as progress:
        report = erase_subject(project, person, plan, on_progress=progress.step, on_message=progress.say)
    print_report(report, format_)
    return report.exit_code


def _read(id_: str) -> str:
    return click.get_text_stream("stdin").readline().strip() if id_ == "-" else id_
