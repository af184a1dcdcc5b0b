"""`truenorth deps` on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from ..command_line import format_option, print_report, project_at, project_option, refusals


@click.command()
@format_option
@project_option
@refusals
def deps(format_: str, project_dir: Path | None) -> None:
    """Install the dbt packages of a project, truenorth's models in the version of this command.

    \b
    Examples:
      truenorth deps                  once after a checkout, and after each upgrade of truenorth
      truenorth deps --format json
    """
    from .deps import install_packages

    print_report(install_packages(project_at(project_dir)), format_)
