"""`truenorth site` on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from ..command_line import format_option, print_report, project_at, project_option, refusals


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder to write, new or empty or a site already; default: published/site.",
)
@format_option
@project_option
@refusals
def site(out: Path | None, format_: str, project_dir: Path | None) -> None:
    """Write the contract site of the current release: pages that need no server and no network.

    `truenorth build` writes it too. Texts and votes are those of now, figures those of the release.

    \b
    Examples:
      truenorth site
      truenorth site --out public        what a web server or an archive is given
      truenorth site --format json | jq -r .first_page
    """
    from .site import write

    print_report(write(project_at(project_dir), out), format_)
