"""The command line: parse, call, print, exit code. Nothing heavy is imported before a command runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import click

from .command_line import format_option as _format_option
from .command_line import print_report as _print
from .command_line import project_at as _project
from .command_line import project_option as _project_option
from .command_line import refusals as _refusals
from .commands.committee_cli import committee
from .commands.contract_cli import contract
from .commands.deps_cli import deps
from .commands.evidence_cli import evidence
from .commands.funnel_cli import funnel
from .commands.gate_cli import gate
from .commands.init_cli import init
from .commands.judge_cli import backtest, blindspot, judge, sandbox, stress
from .commands.lint_cli import lint
from .commands.notify_cli import notify
from .commands.site_cli import site
from .commands.subject_cli import subject
from .errors import ExitCode


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="truenorth", message="%(version)s")
def main() -> None:
    """Decide whether a north-star metric may be believed; publish it only if it may.

    \b
    Examples:
      truenorth init shop --template commerce   a project that builds at once
      truenorth deps                  install the dbt packages, truenorth's of this very version
      truenorth build                 take in what is new, judge it, publish what may be believed
      truenorth status                what readers see now and what is held
      truenorth quarantine list       rows that may not be believed, and why
      truenorth detect --calibrate    how often the detectors are wrong
      truenorth appeal list           what was found to be brushing, and the way back
      truenorth evidence verify       whether the record of all this still holds
      truenorth subject export ID     what is held of a person, with proofs
      truenorth committee status      which definitions people have voted for
      truenorth lint                  what the contracts of the metrics lack
      truenorth gate --base main      whether a change may go in, in one verdict
      truenorth judge creator_mau     measure whether a metric may be believed
      truenorth funnel                judge all candidates and say which are left
      truenorth contract export orders   a source's contract in an open standard
      truenorth notify --test ops     whether a channel reaches its people
      truenorth site                  the pages of the last release, anew
      truenorth explain TN-F001       what a code means and how to mend it

    Exit codes: 0 pass, 1 a promise is broken, 2 usage or configuration, 3 could not evaluate.
    """


@main.command()
@click.option("--full-refresh", is_flag=True, help="Label every batch anew under the present contract.")
@click.option(
    "--require-approval",
    is_flag=True,
    help="Fail if a metric in office has no vote for its definition; implied where CI is set.",
)
@click.option("--notify", "tell", is_flag=True, help="Tell the channels of expectations/notify.yml.")
@click.option(
    "--openlineage",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Append OpenLineage events to this file; default: what OPENLINEAGE_URL or _CONFIG say.",
)
@_format_option
@_project_option
@_refusals
def build(
    full_refresh: bool,
    require_approval: bool,
    tell: bool,
    openlineage: Path | None,
    format_: str,
    project_dir: Path | None,
) -> ExitCode:
    """Run dbt build, publish the release, write the contract site.

    \b
    Examples:
      truenorth build
      truenorth build --full-refresh        after a contract changed
      truenorth build --require-approval    as CI does
      truenorth build --openlineage events.jsonl
      truenorth build --format json | jq '.metrics[] | {metric, bubble}'
    """
    from .commands.build import build as run_build
    from .commands.lineage import told_lineage
    from .commands.progress import shown_progress
    from .commands.summary import summary_of_build

    project = _project(project_dir)
    channels = None
    if tell:
        from .commands.notify import required_notify, tell_of_build

        channels = required_notify(project)  # what is wrong in it is told before the work, not after it
    with shown_progress() as progress, told_lineage(project, openlineage, progress.say) as lineage:
        outcome = run_build(
            project,
            full_refresh=full_refresh,
            require_approval=require_approval,
            on_progress=progress.step,
            on_message=progress.say,
        )
        lineage.came_to(outcome)
    summary = summary_of_build(project, outcome)
    _print(summary, format_)
    if channels:
        tell_of_build(project, channels, outcome, summary, lambda line: click.echo(line, err=True))
    return outcome.exit_code


@main.command()
@_format_option
@_project_option
@_refusals
def status(format_: str, project_dir: Path | None) -> ExitCode:
    """Show what readers see now: batches, held ones, each metric raw and trusted.

    \b
    Examples:
      truenorth status
      truenorth status --format json
    """
    from .commands.summary import summary_of_release

    summary = summary_of_release(_project(project_dir))
    _print(summary, format_)
    return summary.exit_code


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", required=True, help="Declared source whose row contract is applied.")
@_format_option
@_project_option
@_refusals
def check(file: Path, source: str, format_: str, project_dir: Path | None) -> ExitCode:
    """Hold FILE against a row contract before it is delivered; nothing is stored.

    \b
    Examples:
      truenorth check out/2011-12.parquet --source online_retail
      truenorth check lines.csv --source online_retail --format json
    """
    from .commands.check import check_file

    report = check_file(_project(project_dir), file, source)
    _print(report, format_)
    return report.exit_code


@main.group()
def quarantine() -> None:
    """Look at rows that may not be believed, and release reviewed ones.

    \b
    Examples:
      truenorth quarantine list --reason non_product_code
      truenorth quarantine show 3f2a 17
    """


@quarantine.command("list")
@click.option("--source", default=None, help="Only this source.")
@click.option("--reason", default=None, help="Only rows with this reason.")
@click.option("--limit", default=20, show_default=True, help="Rows at most.")
@_format_option
@_project_option
@_refusals
def quarantine_list(
    source: str | None, reason: str | None, limit: int, format_: str, project_dir: Path | None
) -> None:
    """List quarantined rows by batch and row number, without their values.

    \b
    Examples:
      truenorth quarantine list
      truenorth quarantine list --source online_retail --reason stock_correction --limit 5
    """
    from .commands.quarantine import list_rows

    _print(list_rows(_project(project_dir), source, reason, limit), format_)


@quarantine.command("show")
@click.argument("batch")
@click.argument("row", type=int)
@_format_option
@_project_option
@_refusals
def quarantine_show(batch: str, row: int, format_: str, project_dir: Path | None) -> None:
    """Show one row of BATCH (the first characters of its id) with its values and reasons.

    The values may be personal: they are printed here and nowhere else.

    \b
    Examples:
      truenorth quarantine show 3f2a81 17
    """
    from .commands.quarantine import show_row

    _print(show_row(_project(project_dir), batch, row), format_)


@quarantine.command("release")
@click.argument("batch")
@click.argument("row", type=int, required=False)
@click.option("--expectation", multiple=True, help="Release the whole batch from this expectation.")
@click.option("--why", required=True, help="Why the contract is wrong about it.")
@click.option("--reviewer", required=True, help="Who looked at it.")
@click.option(
    "--expires",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day on which the contract holds again.",
)
@_project_option
@_refusals
def quarantine_release(
    batch: str,
    row: int | None,
    expectation: tuple[str, ...],
    why: str,
    reviewer: str,
    expires: Any,
    project_dir: Path | None,
) -> None:
    """Write a reviewed release into expectations/releases; the next build applies it.

    \b
    Examples:
      truenorth quarantine release 3f2a81 17 --why "sold as a set" --reviewer "A. Chen" --expires 2027-01-31
      truenorth quarantine release 9bd1 --expectation days_covered --why "closed for stocktaking" \\
          --reviewer "A. Chen" --expires 2027-01-31
    """
    from .commands.quarantine import release

    path = release(_project(project_dir), batch, row, expectation, why, reviewer, expires.date())
    click.echo(f"written to {path}; commit it for review, then run `truenorth build`")


@main.command()
@click.option("--scale", default=2_000, show_default=True, help="Accounts, 1,000 to 1,000,000.")
@click.option("--seed", default=7, show_default=True, help="Another seed, another world.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A folder that is new or empty.")
@_format_option
@_refusals
def sample(scale: int, seed: int, out: Path, format_: str) -> None:
    """Write the raw tables of a made-up short-video shop, with pollution and attacks planted in them.

    OUT/truth says what was planted; no model may read it. The same scale and seed give the same bytes.

    \b
    Examples:
      truenorth sample --out examples/platform/data
      truenorth sample --scale 100000 --seed 3 --out big
    """
    from .sample.write import write_sample

    report = write_sample(out, scale=scale, seed=seed, on_step=lambda step: click.echo(step, err=True))
    _print(report, format_)


@main.group()
def appeal() -> None:
    """Look at what was found to be brushing, and uphold or retract it.

    \b
    Examples:
      truenorth appeal list
      truenorth appeal show 3f2a81
      truenorth appeal retract 3f2a81 --reason "a school class, confirmed by its teacher"
    """


@appeal.command("list")
@click.option("--signal", default=None, help="Only cases of this signal.")
@click.option("--limit", default=20, show_default=True, help="Cases at most.")
@_format_option
@_project_option
@_refusals
def appeal_list(signal: str | None, limit: int, format_: str, project_dir: Path | None) -> None:
    """List cases, the largest first, without naming anybody.

    \b
    Examples:
      truenorth appeal list
      truenorth appeal list --signal lockstep_groups --limit 5
    """
    from .commands.appeal import list_cases

    _print(list_cases(_project(project_dir), signal, limit), format_)


@appeal.command("show")
@click.argument("case")
@click.option("--limit", default=20, show_default=True, help="Findings at most.")
@_format_option
@_project_option
@_refusals
def appeal_show(case: str, limit: int, format_: str, project_dir: Path | None) -> None:
    """Show the evidence of CASE (the first characters of its id) and what was decided about it.

    The ids may be personal: they are printed here and nowhere else.

    \b
    Examples:
      truenorth appeal show 3f2a81
    """
    from .commands.appeal import show_case

    _print(show_case(_project(project_dir), case, limit), format_)


def _decision_options(command: Callable[..., Any]) -> Callable[..., Any]:
    command = click.option("--by", default=None, help="Who decides; default: the login name.")(command)
    return click.option("--reason", required=True, help="Why, for whoever reads it in a year.")(command)


@appeal.command("uphold")
@click.argument("case")
@_decision_options
@_project_option
@_refusals
def appeal_uphold(case: str, reason: str, by: str | None, project_dir: Path | None) -> None:
    """Write that CASE was looked at and stands; also takes an earlier retraction back.

    \b
    Examples:
      truenorth appeal uphold 3f2a81 --reason "the seller admits it" --by "A. Chen"
    """
    _decide(case, "uphold", reason, by, project_dir)


@appeal.command("retract")
@click.argument("case")
@_decision_options
@_project_option
@_refusals
def appeal_retract(case: str, reason: str, by: str | None, project_dir: Path | None) -> None:
    """Write that CASE counts nowhere; after the next build every metric is what it would have been.

    \b
    Examples:
      truenorth appeal retract 3f2a81 --reason "a school class" --by "A. Chen"
    """
    _decide(case, "retract", reason, by, project_dir)


def _decide(
    case: str, decision: Literal["uphold", "retract"], reason: str, by: str | None, project_dir: Path | None
) -> None:
    from datetime import date
    from getpass import getuser

    from .commands.appeal import decide_case

    path = decide_case(_project(project_dir), case, decision, reason, by or getuser(), date.today())
    click.echo(f"written to {path}; commit it for review, then run `truenorth build`")


@main.command()
@click.option("--calibrate", "measure", is_flag=True, help="Measure the false-positive rate instead.")
@click.option(
    "--permutations",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="With --calibrate: how often; 20 for a figure to publish.",
)
@click.option("--full-refresh", is_flag=True, help="Find everything anew over the whole history.")
@_format_option
@_project_option
@_refusals
def detect(
    measure: bool, permutations: int, full_refresh: bool, format_: str, project_dir: Path | None
) -> ExitCode:
    """Run the detectors and say what they found; nothing is published.

    With --calibrate the signals that judge acting together run on permuted actors, in a database that is
    thrown away. What was found of accounts known to be honest (entity trusted_actors) stands beside it.
    Exit code 1: the measured rate is above twice the stated bound, or the cohort shows that it is.

    \b
    Examples:
      truenorth detect
      truenorth detect --calibrate --permutations 20
      truenorth detect --format json | jq '.signals[] | {signal, findings}'
    """
    from datetime import UTC, datetime

    from .commands.progress import shown_progress

    if measure and full_refresh:
        raise click.UsageError("--calibrate always reads the whole history; leave --full-refresh out")
    project = _project(project_dir)
    with shown_progress() as progress:
        if not measure:
            from .commands.detect import detect as run_detect

            report: Any = run_detect(
                project, full_refresh=full_refresh, on_progress=progress.step, on_message=progress.say
            )
        else:
            from .commands.calibrate import calibrate

            now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
            report = calibrate(
                project,
                permutations=permutations,
                now=now,
                on_progress=progress.step,
                on_message=progress.say,
            )
    _print(report, format_)
    return report.exit_code if measure else ExitCode.PASS


@main.command()
@click.argument("metric", required=False)
@click.option("--words", "list_words", is_flag=True, help="List the words that scope files may use.")
@_format_option
@_project_option
@_refusals
def scope(metric: str | None, list_words: bool, format_: str, project_dir: Path | None) -> ExitCode | None:
    """Show every source column that a metric reads, what it is declared for, and the way between.

    Read from the last build's SQL; exit code 1 if a column may not be used, 3 if nothing is declared.

    \b
    Examples:
      truenorth scope net_revenue
      truenorth scope --format json | jq '.columns[] | select(.code != "")'
      truenorth scope --words
    """
    if list_words:
        from .commands.scope import words

        _print(words(), format_)
        return ExitCode.PASS
    from .commands.scope import scope as run_scope

    report = run_scope(_project(project_dir), metric)
    _print(report, format_)
    return report.exit_code


@main.command()
@click.argument("code")
@_refusals
def explain(code: str) -> None:
    """Explain a permanent code: what happened, why it matters, how to mend it.

    \b
    Examples:
      truenorth explain TN-F001
    """
    from .commands.explain import page_of

    click.echo(page_of(code))


main.add_command(contract)
main.add_command(deps)
main.add_command(evidence)
main.add_command(funnel)
main.add_command(gate)
main.add_command(init)
main.add_command(lint)
main.add_command(committee)
main.add_command(notify)
main.add_command(subject)
main.add_command(judge)
main.add_command(stress)
main.add_command(blindspot)
main.add_command(backtest)
main.add_command(sandbox)
main.add_command(site)


if __name__ == "__main__":
    main()
