"""`truenorth funnel` on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from ..command_line import format_option, print_report, project_at, project_option, refusals
from ..errors import ExitCode
from .judge_cli import trial_options


@click.command()
@click.argument("metrics", nargs=-1)
@trial_options
@format_option
@project_option
@refusals
def funnel(
    metrics: tuple[str, ...],
    shares: tuple[float, ...],
    seeds: int,
    repeats: int,
    format_: str,
    project_dir: Path | None,
) -> ExitCode:
    """Judge all candidates, or METRICS, in four dimensions and say which may be proposed as north stars.

    Relevance, operability, resistance, long-term value, as `truenorth judge` measures them; the chain runs
    once for each share and seed, not once for each metric. Writes expectations/admissions/, votes for nobody.
    Exit code 0: at least one is left, 1: none is, 3: nothing could be judged.

    \b
    Examples:
      truenorth funnel
      truenorth funnel --shares 0.05 --shares 0.2
      truenorth funnel creator_mau total_users --format json | jq .left_after
    """
    from datetime import UTC, datetime

    from ..judge.funnel import funnel as run_funnel
    from ..judge.records import record
    from ..judge.stress import SHARES
    from .funnel_report import FunnelReport
    from .progress import shown_progress

    project = project_at(project_dir)
    with shown_progress() as progress:
        told = run_funnel(
            project,
            metrics,
            now=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
            shares=shares or SHARES,
            seeds=seeds,
            repeats=repeats,
            on_progress=progress.step,
            on_message=progress.say,
            on_stage=progress.stage,
        )
    report = FunnelReport(told, [record(project, one.admission) for one in told.candidates])
    print_report(report, format_)
    return report.exit_code
