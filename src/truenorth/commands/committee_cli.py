"""The options of `truenorth committee`; what the commands do is in `committee.py` beside it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from ..command_line import format_option, print_report, project_at, project_option, refusals
from ..errors import ExitCode

DAY = click.DateTime(["%Y-%m-%d"])
KEYS = click.option(
    "--keys",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder of the private key; default: $TRUENORTH_KEYS or ~/.config/truenorth/keys.",
)


@click.group()
def committee() -> None:
    """Vote on what metrics mean: charter, proposals, ballots, counts and calibrations as files.

    \b
    Examples:
      truenorth committee status
      truenorth committee propose creator_mau --by chen --why "predicts ecosystem health"
      truenorth committee ballot creator_mau --member chen --vote yes --reason "measured: admitted"
      truenorth committee tally creator_mau
      truenorth committee calibrate
      truenorth committee decisions
      truenorth committee forecasts
    """


@committee.command("status")
@click.option("--as-of", type=DAY, default=None, help="The day that is asked about; default: today.")
@format_option
@project_option
@refusals
def status(as_of: datetime | None, format_: str, project_dir: Path | None) -> ExitCode:
    """Show where each metric stands: approved or not, versions, what is due, what is wrong.

    Exit code 1: something stands against a build that demands approval.

    \b
    Examples:
      truenorth committee status
      truenorth committee status --as-of 2026-06-30
      truenorth committee status --format json | jq '.metrics[] | {metric, state}'
    """
    from .committee import status as run

    report = run(project_at(project_dir), as_of.date() if as_of else None)
    print_report(report, format_)
    return report.exit_code


@committee.command("propose")
@click.argument("metric")
@click.option("--by", required=True, help="Id of the member who proposes.")
@click.option("--why", required=True, help="Why, for those who vote.")
@click.option("--replaces", default=None, help="Metric that leaves office for it.")
@project_option
@refusals
def propose(metric: str, by: str, why: str, replaces: str | None, project_dir: Path | None) -> None:
    """Put METRIC, as its contract and SQL are now, to the vote.

    \b
    Examples:
      truenorth committee propose creator_mau --by chen --why "predicts ecosystem health"
      truenorth committee propose creator_mau --by chen --why "as above" --replaces total_users
    """
    from .committee import propose as run

    path = run(project_at(project_dir), metric, by, why, replaces, date.today())
    click.echo(f"written to {path}; commit it, then members run `truenorth committee ballot {metric}`")


@committee.command("ballot")
@click.argument("metric")
@click.option("--member", required=True, help="Id of the member who votes.")
@click.option("--vote", required=True, type=click.Choice(["yes", "no", "abstain"]), help="The vote.")
@click.option("--reason", required=True, help="Why, for whoever reads it in a year.")
@click.option("--definition", default=None, help="First letters of a proposed hash; default: as it is now.")
@KEYS
@project_option
@refusals
def ballot(
    metric: str,
    member: str,
    vote: Any,
    reason: str,
    definition: str | None,
    keys: Path | None,
    project_dir: Path | None,
) -> None:
    """Vote on one definition of METRIC; signed if the charter gives the member a key.

    \b
    Examples:
      truenorth committee ballot creator_mau --member chen --vote yes --reason "measured: admitted"
      truenorth committee ballot creator_mau --member okafor --vote no --reason "is bought" --definition 3f2a
    """
    from .committee import ballot as run

    path = run(project_at(project_dir), metric, member, vote, reason, definition, keys, date.today())
    click.echo(f"written to {path}; commit it, then `truenorth committee tally {metric}` counts")


@committee.command("tally")
@click.argument("metric")
@click.option("--definition", default=None, help="First letters of a proposed hash; default: all of them.")
@click.option("--as-of", type=DAY, default=None, help="The day that is asked about; default: today.")
@format_option
@project_option
@refusals
def tally(
    metric: str, definition: str | None, as_of: datetime | None, format_: str, project_dir: Path | None
) -> None:
    """Count the votes on each proposed definition of METRIC.

    \b
    Examples:
      truenorth committee tally creator_mau
      truenorth committee tally creator_mau --as-of 2026-06-30 --format json
    """
    from .committee import tally as run

    day = as_of.date() if as_of else date.today()
    print_report(run(project_at(project_dir), metric, definition, day), format_)


@committee.command("calibrate")
@click.option("--trial", multiple=True, help="Candidate that is tried against the rival it names.")
@format_option
@project_option
@refusals
def calibrate(trial: tuple[str, ...], format_: str, project_dir: Path | None) -> None:
    """Measure the health of every metric and write the calibration that people then answer.

    \b
    Examples:
      truenorth committee calibrate
      truenorth committee calibrate --trial creator_mau
    """
    from .committee import calibrate as run

    print_report(run(project_at(project_dir), trial, date.today()), format_)


@committee.command("decisions")
@click.option("--as-of", type=DAY, default=None, help="The day that is asked about; default: today.")
@format_option
@project_option
@refusals
def decisions(as_of: datetime | None, format_: str, project_dir: Path | None) -> None:
    """Score committee/decisions.csv: who was right, expert or model, and how much was decided without data.

    \b
    Examples:
      truenorth committee decisions
      truenorth committee decisions --as-of 2026-06-30 --format json
    """
    from .committee_decisions import decisions_report

    day = as_of.date() if as_of else date.today()
    print_report(decisions_report(project_at(project_dir), day), format_)


@committee.command("forecasts")
@format_option
@project_option
@refusals
def forecasts(format_: str, project_dir: Path | None) -> ExitCode:
    """Look for the three mistakes in expectations/forecasts.yml: too far, other people, people left out.

    Exit code 1: a forecast has one. A forecast that did not come true is shown, and fails nothing.

    \b
    Examples:
      truenorth committee forecasts
      truenorth committee forecasts --format json | jq '.forecasts[] | select(.came_true == false)'
    """
    from .committee_forecasts import forecasts_report

    report = forecasts_report(project_at(project_dir))
    print_report(report, format_)
    return report.exit_code


@committee.command("map")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="SVG to write.")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Of the SVG.")
@format_option
@project_option
@refusals
def impact_map(out: Path | None, lang: str, format_: str, project_dir: Path | None) -> None:
    """Show which team's levers move which metric; draw it with --out.

    \b
    Examples:
      truenorth committee map
      truenorth committee map --out impact.svg --lang zh
    """
    from .committee import impact

    print_report(impact(project_at(project_dir), out, lang), format_)


@committee.command("key")
@click.argument("member")
@KEYS
@project_option
@refusals
def key(member: str, keys: Path | None, project_dir: Path | None) -> None:
    """Make a key pair for MEMBER; the line it prints belongs into the charter as `key`.

    \b
    Examples:
      truenorth committee key chen
    """
    from ..committee.voting import make_key

    public, path = make_key(project_at(project_dir), member, keys)
    click.echo(f"private key: {path} (keep a copy where nobody else reads it)", err=True)
    click.echo(str(public))
