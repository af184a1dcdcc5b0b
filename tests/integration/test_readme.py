"""What the READMEs say is so: commands run, links lead somewhere, figures are those of a build."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from dbt_projects import ROOT

pytestmark = pytest.mark.xdist_group("readme")

READMES = ("README.md", "README.zh-CN.md")
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "data/online_retail/README.md"]
)
EXIT_CODES = {"truenorth check": 1}  # the file holds rows that break the contract, as it says itself
BOX = str.maketrans(dict.fromkeys("│┃", " "))


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", read(page), flags=re.DOTALL | re.MULTILINE)


def commands(page: str) -> list[str]:
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    return [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip()]


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path, "COLUMNS": "160"},
        check=False,
    )


def spoken(text: str) -> set[str]:
    """The lines of a terminal output without frames and padding."""
    return {" ".join(line.translate(BOX).split()) for line in text.splitlines()}


def headings(page: Path) -> set[str]:
    """The anchors that a Markdown page offers, as code hosts make them."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    titles = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_both_readmes_hold_the_same_commands() -> None:
    assert len(commands(READMES[0])) >= 7
    assert blocks(READMES[0], "sh") == blocks(READMES[1], "sh")


def test_make_knows_the_two_commands(tmp_path: Path) -> None:
    targets = [command.split()[1] for command in commands(READMES[0]) if command.startswith("make ")]
    assert targets == ["demo", "test"]
    for part in ("Makefile", "pyproject.toml", "dbt_project.yml", "profiles.yml", *READMES):
        shutil.copy(ROOT / part, tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    run = shell(f"make -n {' '.join(targets)}", tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    for step in ("truenorth build", "truenorth status", "pytest"):
        assert step in run.stdout


def as_in_the_repository(project: Path) -> None:
    """A gate compares with a revision, so the project lies in a repository, with its committee."""
    shutil.copy(ROOT / ".gitignore", project)
    shutil.copytree(ROOT / "committee", project / "committee")
    author = "-c user.name=reader -c user.email=reader@example.org"
    run = shell(f"git init -q -b main && git add -A && git {author} commit -q -m first", project)
    assert run.returncode == 0, run.stderr


def test_every_other_command_runs(own_built_project: Path) -> None:
    as_in_the_repository(own_built_project)
    for command in commands(READMES[0]):
        if command.startswith("make "):
            continue
        expected = EXIT_CODES.get(" ".join(command.split()[:2]), 0)
        run = shell(command, own_built_project)
        assert run.returncode == expected, command + "\n" + run.stdout + run.stderr


@pytest.mark.parametrize("page", READMES)
def test_figures_are_those_of_a_build(page: str, built_project: Path) -> None:
    built = spoken((built_project / "build.out").read_text(encoding="utf-8"))
    quoted = spoken(blocks(page, "text")[0]) - {"", "...", "metric raw trusted bubble"}
    assert len(quoted) >= 10
    assert not quoted - built


@pytest.mark.parametrize("page", PAGES)
def test_relative_links_lead_somewhere(page: str) -> None:
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", read(page)):
        target, _, anchor = unquote(link).partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        there = (ROOT / page).parent / target if target else ROOT / page
        if not there.exists() or (anchor and anchor not in headings(there)):
            broken.append(link)
    assert not broken
