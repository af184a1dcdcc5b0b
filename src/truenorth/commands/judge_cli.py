"""The options of the judge's commands; what they do is in `truenorth.judge`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ..command_line import format_option, print_report, project_at, project_option, refusals
from ..errors import ExitCode

SHARE = click.FloatRange(min=0, max=1, min_open=True)


def trial_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--shares`, `--seeds` and `--repeats`: how much is tried before a metric is judged."""
    shares = click.option(
        "--shares", multiple=True, type=SHARE, help="Brushing, as a share of rows; default: .01 .05 .1 .2."
    )
    seeds = click.option(
        "--seeds", default=3, show_default=True, type=click.IntRange(min=2), help="Attacks of each share."
    )
    repeats = click.option(
        "--repeats", default=20, show_default=True, type=click.IntRange(min=2), help="Blind-spot draws."
    )
    return shares(seeds(repeats(command)))


@click.command()
@click.argument("metric")
@click.option(
    "--shares", multiple=True, type=SHARE, help="Brushing, as a share of rows; default: .01 .05 .1 .2."
)
@click.option(
    "--seeds", default=3, show_default=True, type=click.IntRange(min=1), help="Attacks of each share."
)
@format_option
@project_option
@refusals
def stress(
    metric: str, shares: tuple[float, ...], seeds: int, format_: str, project_dir: Path | None
) -> ExitCode:
    """Write synthetic brushing into a copy of the raw deliveries and see how far it lifts METRIC.

    The whole chain runs on the copy, once as it is and once for each share and seed. Exit code 1: the
    elasticity is not wholly below the contract's limit, 3: there is no limit or no interval.

    \b
    Examples:
      truenorth stress creator_mau
      truenorth stress net_revenue --shares 0.05 --shares 0.2 --seeds 5
    """
    from ..judge.stress import SHARES
    from ..judge.stress import stress as run_stress
    from .judge_reports import StressReport
    from .progress import shown_progress

    with shown_progress() as progress:
        result = run_stress(
            project_at(project_dir),
            metric,
            shares=shares or SHARES,
            seeds=seeds,
            on_progress=progress.step,
            on_message=progress.say,
        )
    report = StressReport(result)
    print_report(report, format_)
    return report.exit_code


@click.command()
@click.argument("metric")
@click.option("--fraction", default=0.05, show_default=True, type=SHARE, help="Share that is hidden.")
@click.option("--repeats", default=20, show_default=True, type=click.IntRange(min=2), help="Draws.")
@format_option
@project_option
@refusals
def blindspot(metric: str, fraction: float, repeats: int, format_: str, project_dir: Path | None) -> ExitCode:
    """Hide part of what is known at random, again and again, and see how far METRIC moves.

    Hidden are single values, then whole accounts; the last build's figures are computed anew without them.
    Exit code 1: the half width of the range is above the contract's limit, 3: there is no limit.

    \b
    Examples:
      truenorth blindspot total_users
      truenorth blindspot comment_share --fraction 0.1 --repeats 50
    """
    from ..judge.blindspot import blind_spot
    from .judge_reports import BlindSpotReport

    report = BlindSpotReport(blind_spot(project_at(project_dir), metric, fraction=fraction, repeats=repeats))
    print_report(report, format_)
    return report.exit_code


@click.command()
@click.argument("metric")
@click.option("--outcome", default=None, help="Metric to predict; default: the contract's goal.")
@click.option("--rival", default=None, help="Metric to do better than; default: the contract's rival.")
@click.option(
    "--lag-days", default=None, type=click.IntRange(min=7), help="How much later; default: the goal's lag."
)
@click.option("--basis", type=click.Choice(["raw", "trusted"]), default="trusted", show_default=True)
@click.option(
    "--by-customer", is_flag=True, help="Of orders: ask each customer who came back, not each month."
)
@click.option(
    "--window-days", default=90, show_default=True, help="With --by-customer: days to come back in."
)
@click.option("--later-days", default=180, show_default=True, help="With --by-customer: days of later value.")
@format_option
@project_option
@refusals
def backtest(
    metric: str,
    outcome: str | None,
    rival: str | None,
    lag_days: int | None,
    basis: str,
    by_customer: bool,
    window_days: int,
    later_days: int,
    format_: str,
    project_dir: Path | None,
) -> ExitCode:
    """Replay history week by week: does METRIC tell the outcome, better than last value and rival?

    Each reading is made of what had happened by its day. Exit code 1: it does not, or may not, 3: too short.

    \b
    Examples:
      truenorth backtest creator_mau
      truenorth backtest total_users --outcome weekly_genuine_active_users --lag-days 21
      truenorth backtest repurchase_rate_90d --by-customer --window-days 90 --later-days 180
    """
    from ..judge.history import judge_history, question_of, read_history
    from .judge_reports import BacktestReport

    project = project_at(project_dir)
    if by_customer:
        from .judge_customers import judge_customers

        sight = judge_customers(project, metric, basis, window_days=window_days, later_days=later_days)
        print_report(sight, format_)
        return sight.exit_code
    question = question_of(project, metric, outcome=outcome, rival=rival, lag_days=lag_days)
    history = read_history(project, question, basis=basis)
    days = (history.days[0].isoformat(), history.days[-1].isoformat())
    report = BacktestReport(question, judge_history(question, history), days)
    print_report(report, format_)
    return report.exit_code


@click.command()
@click.argument("metric")
@trial_options
@format_option
@project_option
@refusals
def judge(
    metric: str,
    shares: tuple[float, ...],
    seeds: int,
    repeats: int,
    format_: str,
    project_dir: Path | None,
) -> ExitCode:
    """Measure METRIC in four dimensions and write expectations/admissions/METRIC.yml for the next build.

    Relevance, operability, resistance, long-term value; what cannot be measured is unknown, never admitted.
    Exit code 0: admitted, 1: doubtful or refused, 3: unknown.

    \b
    Examples:
      truenorth judge creator_mau
      truenorth judge net_revenue --shares 0.05 --seeds 2 --format json
    """
    from datetime import UTC, datetime

    from ..judge.admission import judge as run_judge
    from ..judge.records import record
    from ..judge.stress import SHARES
    from .judge_reports import JudgeReport
    from .progress import shown_progress

    project = project_at(project_dir)
    with shown_progress() as progress:
        admission = run_judge(
            project,
            metric,
            now=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
            shares=shares or SHARES,
            seeds=seeds,
            repeats=repeats,
            on_progress=progress.step,
            on_message=progress.say,
        )
    report = JudgeReport(admission, record(project, admission))
    print_report(report, format_)
    return report.exit_code


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--inject", multiple=True, metavar="FILE:PATH", help="Let FILE stand at PATH of the copy.")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
@project_option
@refusals
def sandbox(inject: tuple[str, ...], command: tuple[str, ...], project_dir: Path | None) -> ExitCode:
    """Run a truenorth COMMAND on a copy of the project that is thrown away: no release, no log entry, no key.

    \b
    Examples:
      truenorth sandbox -- build
      truenorth sandbox --inject new.csv:data/orders/2025-09.csv -- build --format json
      truenorth sandbox --inject creator_mau.sql:models/creator_mau.sql -- backtest creator_mau
    """
    from ..judge.sandbox import run_in_sandbox

    return ExitCode(run_in_sandbox(project_at(project_dir), list(command), list(inject)))
