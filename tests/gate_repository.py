"""A project in a git repository, with one commit that changes are compared with."""

from __future__ import annotations

import subprocess
from pathlib import Path

from small_build import make_project
from truenorth.project import Project, find_project

SUITE = """
import great_expectations as gx
import great_expectations.expectations as gxe


def suite():
    return gx.ExpectationSuite(
        name="orders",
        expectations=[
            gxe.ExpectColumnValuesToBeBetween(
                column="rows",
                min_value=10,
                max_value=20,
                severity="critical",
                meta={"name": "volume", "origin": "made up"},
            ),
        ],
    )
"""
SCOPE = """
dataset:
  - fides_key: orders
    collections:
      - name: orders
        truenorth:
          retention: {period: P1Y, from: ordered_at, reference: made up}
        fields:
          - name: customer
            data_categories: [user.unique_id]
            data_uses: [essential.fraud_detection]
            truenorth: {masking: {rule: hashed}}
          - name: ordered_at
            data_categories: [user.behavior]
            data_uses: [analytics.reporting]
"""


def git(folder: Path, *arguments: str) -> str:
    """Run git as a made-up author; file transport is allowed, for submodules beside it."""
    stated = ("user.name=A", "user.email=a@example.org", "protocol.file.allow=always")
    settings = [part for one in stated for part in ("-c", one)]
    done = subprocess.run(
        ["git", "-C", str(folder), *settings, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit_all(folder: Path, message: str = "a state") -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def make_repository(folder: Path, inside: str = "a project") -> Project:
    """Make a repository whose project, with a contract of each kind, lies in a folder with a space."""
    root = folder / inside
    root.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    make_project(root)
    for layer, name, text in (("batches", "orders.py", SUITE), ("scope", "orders.yml", SCOPE)):
        (root / "expectations" / layer).mkdir()
        (root / "expectations" / layer / name).write_text(text)
    (folder / ".gitignore").write_text("data/\n*.duckdb\ntarget/\n")
    commit_all(folder)
    return find_project(root)


def edit(project: Project, file: str, *changes: tuple[str, str]) -> None:
    """Change texts that must be in a file of the project."""
    path = project.root / file
    text = path.read_text()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text)
