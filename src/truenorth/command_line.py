"""What every command shares: its options, its way to refuse and its way to print."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .errors import ExitCode, TruenorthError

if TYPE_CHECKING:
    from .project import Project

FORMATS = click.Choice(["text", "json"])


def project_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--project-dir`."""
    return click.option(
        "--project-dir",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        default=None,
        help="Folder of dbt_project.yml; default: here or the nearest folder above.",
    )(command)


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--format`."""
    return click.option(
        "--format", "format_", type=FORMATS, default="text", show_default=True, help="Output."
    )(command)


def refusals(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn a refusal into one clear message and its exit code."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            code = command(*args, **kwargs)
        except TruenorthError as refusal:
            click.echo(str(refusal), err=True)
            sys.exit(refusal.exit_code)
        sys.exit(code or ExitCode.PASS)

    return run


def project_at(project_dir: Path | None) -> Project:
    """Load the project that a command is about."""
    from .project import find_project

    return find_project(project_dir)


def print_report(report: Any, format_: str) -> None:
    """Data goes to stdout; `report` knows its two forms."""
    if format_ == "json":
        import json

        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2, default=str))
    else:
        text = report.as_text()
        if isinstance(text, str):  # lines that must not be broken
            click.echo(text)
            return
        from rich.console import Console

        Console(highlight=False).print(text)
