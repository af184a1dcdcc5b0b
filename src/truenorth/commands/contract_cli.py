"""`truenorth contract` on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from ..command_line import format_option, print_report, project_at, project_option, refusals


@click.group()
def contract() -> None:
    """Exchange contracts of sources in the Open Data Contract Standard (ODCS 3.1).

    \b
    Examples:
      truenorth contract export online_retail
      truenorth contract export --all --out contracts
      truenorth contract import supplier.odcs.yaml --table orders
    """


@contract.command("export")
@click.argument("source", required=False)
@click.option("--all", "all_", is_flag=True, help="Every declared source; needs --out.")
@click.option("--to", "standard", type=click.Choice(["odcs"]), default="odcs", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=None, help="Folder to write to."
)
@format_option
@project_option
@refusals
def export(
    source: str | None, all_: bool, standard: str, out: Path | None, format_: str, project_dir: Path | None
) -> None:
    """Write the contract of SOURCE: rows, batches, field scope and where its files are.

    \b
    Examples:
      truenorth contract export online_retail --to odcs > online_retail.odcs.yaml
      truenorth contract export --all --out contracts
    """
    from .contract import export_contracts

    if bool(source) == all_:
        raise click.UsageError("name one source, or give --all")
    if all_ and out is None:
        raise click.UsageError("--all writes one file a source: give --out")
    project = project_at(project_dir)
    print_report(export_contracts(project, [source] if source else list(project.sources), out), format_)


@contract.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--table", default=None, help="Which table of the document; needed if it has several.")
@click.option("--location", default=None, help="Where its files lie; default: the document's local server.")
@click.option("--without", multiple=True, help="A rule that need not be kept, by its name in the refusal.")
@format_option
@project_option
@refusals
def import_(
    file: Path,
    table: str | None,
    location: str | None,
    without: tuple[str, ...],
    format_: str,
    project_dir: Path | None,
) -> None:
    """Write the contracts of a document into the project: rows, batches, source, and the models of its door.

    What cannot be kept is named, and then nothing is written. Nothing that is there is changed.

    \b
    Examples:
      truenorth contract import supplier.odcs.yaml
      truenorth contract import supplier.odcs.yaml --table orders --location "data/orders/*.csv"
      truenorth contract import supplier.odcs.yaml --without freshness_check
    """
    from .contract import import_contract

    print_report(import_contract(project_at(project_dir), file, table, location, without), format_)
