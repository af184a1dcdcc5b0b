"""The command line: every command explains itself with examples, and help costs nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from truenorth.cli import main

HEAVY = ("dbt", "great_expectations", "pandera", "polars", "duckdb", "pandas", "pyarrow", "matplotlib")


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


EVERY = sorted(commands(main))


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_help_has_a_sentence_and_examples(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*path, "--help"])
    assert result.exit_code == 0
    assert "Examples:" in result.output
    assert f"truenorth {' '.join(path)}".strip() in result.output


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom truenorth.cli import main\n"
        "assert CliRunner().invoke(main, ['build', '--help']).exit_code == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_explain_prints_the_page_of_a_code() -> None:
    result = CliRunner().invoke(main, ["explain", "tn-a010"])
    assert result.exit_code == 0
    assert result.output.startswith("# TN-A010 ")


def test_explain_suggests_the_nearest_code() -> None:
    result = CliRunner().invoke(main, ["explain", "TN-A01O"])
    assert result.exit_code == 2
    assert "TN-S006" in result.output and "did you mean TN-A010?" in result.output


def test_outside_a_project_is_a_usage_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["status", "--project-dir", str(tmp_path)])
    assert result.exit_code == 2
    assert "TN-S002" in result.output


def test_nothing_built_could_not_be_evaluated(tmp_path: Path) -> None:
    (tmp_path / "dbt_project.yml").write_text("name: shop\nprofile: shop\n")
    result = CliRunner().invoke(main, ["status", "--project-dir", str(tmp_path)])
    assert result.exit_code == 3
    assert "TN-E003" in result.output
