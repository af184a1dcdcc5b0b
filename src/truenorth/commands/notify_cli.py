"""`truenorth notify` on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from ..command_line import project_at, project_option, refusals


@click.command()
@click.option("--test", "channel", default=None, help="Send a short text to this channel now.")
@click.option(
    "--gate",
    type=click.Path(path_type=Path),
    default=None,
    help="Also tell of this report of `truenorth gate --format json`.",
)
@project_option
@refusals
def notify(channel: str | None, gate: Path | None, project_dir: Path | None) -> None:
    """Tell people what they asked for in expectations/notify.yml: red checks, held batches, what is overdue.

    A channel that cannot be reached is named on stderr and changes no exit code; only --test fails by it.
    `truenorth build --notify` tells of that build.

    \b
    Examples:
      truenorth notify --test data_team
      truenorth notify                       how the project stands; what waited in quiet hours
      truenorth notify --gate gate.json      what a gate found
    """
    from .notify import required_notify, tell_of_state, try_channel

    project = project_at(project_dir)
    config = required_notify(project)
    if channel is not None:
        try_channel(project, config, channel)
        click.echo(f"sent to {channel}")
        return
    tell_of_state(project, config, gate, on_message=lambda line: click.echo(line, err=True))
