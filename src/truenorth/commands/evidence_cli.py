"""The options of `truenorth evidence`; what the commands do is in `evidence*.py` beside it."""

from __future__ import annotations

from pathlib import Path

import click

from ..command_line import format_option, print_report, project_at, project_option, refusals
from .witness_cli import witness

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group()
def evidence() -> None:
    """Keep and verify the record of what was decided: a log that cannot be rewritten unseen.

    \b
    Examples:
      truenorth evidence init
      truenorth evidence verify
      truenorth evidence prove publication/20111209T120000.000000Z-0123456789ab/completed
    """


@evidence.command("init")
@click.option("--origin", default=None, help="Name of the log, like example.com/shop; default: a new one.")
@click.option(
    "--keys",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder of the private key; default: $TRUENORTH_KEYS or ~/.config/truenorth/keys.",
)
@project_option
@refusals
def init(origin: str | None, keys: Path | None, project_dir: Path | None) -> None:
    """Make the project's log and its key pair, once.

    \b
    Examples:
      truenorth evidence init
      truenorth evidence init --origin example.com/shop --keys /etc/truenorth/keys
    """
    from ..evidence.creation import create_log

    key, file = create_log(project_at(project_dir), origin=origin, keys=keys)
    click.echo(f"private key: {file} (keep a copy where nobody else reads it)", err=True)
    click.echo("public key, for those who verify:", err=True)
    click.echo(str(key))


@evidence.command("show")
@click.option("--kind", default=None, help="Only entries of this kind.")
@click.option("--limit", default=20, show_default=True, help="Entries at most.")
@format_option
@project_option
@refusals
def show(kind: str | None, limit: int, format_: str, project_dir: Path | None) -> None:
    """Show the newest entries, the newest checkpoint and the witnesses.

    \b
    Examples:
      truenorth evidence show
      truenorth evidence show --kind publication --format json
    """
    from .evidence import show_log

    print_report(show_log(project_at(project_dir), kind, limit), format_)


@evidence.command("prove")
@click.argument("key", required=False)
@click.option(
    "--row", type=(str, str, int), default=None, metavar="SOURCE BATCH ROW", help="Prove the fate of a row."
)
@click.option("--values", is_flag=True, help="With --row: the row itself too; the proof is then personal.")
@click.option(
    "--size", type=click.IntRange(min=0), default=None, help="Prove under the checkpoint of this size."
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Write it here.")
@project_option
@refusals
def prove(
    key: str | None,
    row: tuple[str, str, int] | None,
    values: bool,
    size: int | None,
    out: Path | None,
    project_dir: Path | None,
) -> None:
    """Write a proof that the entry KEY is on the log, or of what became of one row; both verify offline.

    \b
    Examples:
      truenorth evidence prove publication/20111209T120000.000000Z-0123456789ab/completed --out it.tlog-proof
      truenorth evidence prove --row online_retail 3f2a81 17 --out row.json
    """
    if (key is None) == (row is None) or (row and size is not None) or (values and not row):
        raise click.UsageError("give either KEY, with --size if need be, or --row, with --values if need be")
    project = project_at(project_dir)
    if row is not None:
        from .prove_row import prove_row

        write_or_print(prove_row(project, *row, with_values=values), out)
    elif key is not None:
        from .evidence import prove_entry

        write_or_print(prove_entry(project, key, size), out)


@evidence.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@project_option
@refusals
def export(folder: Path, project_dir: Path | None) -> None:
    """Write the whole log to FOLDER as static files (c2sp.org/tlog-tiles) that any web server can serve.

    A second export into the same folder adds what is new.

    \b
    Examples:
      truenorth evidence export site/log
    """
    from .evidence import export_to

    size, files = export_to(project_at(project_dir), folder)
    click.echo(f"{size:,} entries in {folder}, {files:,} files new or changed", err=True)


@evidence.command("verify")
@click.option(
    "--log",
    type=click.Path(path_type=Path, exists=True),
    default=None,
    help="A log file, an export or a proof; default: the project's log.",
)
@click.option("--checkpoint", "checkpoints", type=FILE, multiple=True, help="Kept earlier; must be a prefix.")
@click.option("--key", default=None, help="Public key of the log, or a file with it.")
@click.option(
    "--witness", "witnesses", multiple=True, help="Public key of a witness that must have cosigned."
)
@format_option
@project_option
@refusals
def verify(
    log: Path | None,
    checkpoints: tuple[Path, ...],
    key: str | None,
    witnesses: tuple[str, ...],
    format_: str,
    project_dir: Path | None,
) -> None:
    """Verify a log from end to end, an export of it, or a proof; all offline.

    \b
    Examples:
      truenorth evidence verify
      truenorth evidence verify --checkpoint kept/checkpoint-2026-11
      truenorth evidence verify --log it.tlog-proof --key example.com/shop+1a2b3c4d+AbC...=
    """
    from .evidence_verify import verify_evidence

    report = verify_evidence(log, project_dir, checkpoints=checkpoints, key=key, witnesses=witnesses)
    print_report(report, format_)


def write_or_print(text: str, out: Path | None) -> None:
    """Write a text to a file exactly as it is, or to stdout."""
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_bytes(text.encode())
        click.echo(f"written to {out}", err=True)


evidence.add_command(witness)
