"""`truenorth lint` on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from ..command_line import format_option, print_report, project_at, project_option, refusals
from ..errors import ExitCode


@click.command()
@click.option(
    "--schemas",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Write the JSON Schemas for editors into this folder, and judge nothing.",
)
@format_option
@project_option
@refusals
def lint(schemas: Path | None, format_: str, project_dir: Path | None) -> ExitCode:
    """Hold every metric contract against the rules; no warehouse, no dbt.

    \b
    Examples:
      truenorth lint
      truenorth lint --format json | jq '.findings[] | select(.severity == "error")'
      truenorth lint --schemas .vscode       what editors complete and check contracts with
    """
    if schemas is not None:
        from ..definitions.schema import write_schemas

        for path in write_schemas(schemas):
            click.echo(str(path))
        return ExitCode.PASS

    from .lint import lint_project

    report = lint_project(project_at(project_dir))
    print_report(report, format_)
    return report.exit_code
