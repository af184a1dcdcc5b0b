"""`truenorth init` on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from ..command_line import format_option, print_report, refusals

TEMPLATES = click.Choice(["commerce", "content", "education"])


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--template", type=TEMPLATES, required=True, help="What the project is about.")
@click.option("--name", default=None, help="Name of the dbt project; default: the folder's.")
@click.option("--into-existing", is_flag=True, help="FOLDER is a dbt project: add what truenorth needs.")
@format_option
@refusals
def init(folder: Path, template: str, name: str | None, into_existing: bool, format_: str) -> None:
    """Write a project to begin with into FOLDER; it builds at once, on made-up rows.

    A folder that is not empty is refused. With --into-existing nothing that is there is changed: a charter
    and a CI job are added, and what dbt_project.yml still needs is printed.

    \b
    Examples:
      truenorth init shop --template commerce        order lines: repurchase, retention, revenue
      truenorth init videos --template content       works and what readers do with them
      truenorth init school --template education     lessons, learners and what they complete
      truenorth init . --template commerce --into-existing
    """
    from .init import add_to_project, begin_project

    if into_existing and name:
        raise click.UsageError("--name is for new projects; this one has a name")
    report = add_to_project(folder, template) if into_existing else begin_project(folder, template, name)
    print_report(report, format_)
