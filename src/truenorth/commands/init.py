"""`truenorth init`: a project to begin with, and what to do next."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..scaffold.dbt_package import LINK
from ..scaffold.project import Scaffold, into_existing, new_project


@dataclass(frozen=True)
class InitReport:
    """What was written and the commands that come next; `add` are lines for files that are there already."""

    scaffold: Scaffold
    add: tuple[tuple[str, str], ...]
    next_commands: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "schema_version": 1,
            "root": str(self.scaffold.root),
            "files": list(self.scaffold.files),
            "add": [{"file": file, "lines": lines} for file, lines in self.add],
            "next": list(self.next_commands),
        }

    def as_text(self) -> str:
        lines = [f"{len(self.scaffold.files)} files written to {self.scaffold.root}"]
        for file, added in self.add:
            lines += ["", f"add to {file}:", *(f"    {line}" for line in added.splitlines())]
        return "\n".join([*lines, "", "next:", *(f"    {command}" for command in self.next_commands)])


def begin_project(folder: Path, template: str, name: str | None) -> InitReport:
    """Write a new project; see `truenorth.scaffold.project.new_project` for errors."""
    scaffold = new_project(folder, template, name)
    return InitReport(scaffold, (), (f"cd {shlex.quote(str(folder))}", "truenorth deps", "truenorth build"))


def add_to_project(folder: Path, template: str) -> InitReport:
    """Add to a project that exists; see `truenorth.scaffold.project.into_existing` for errors."""
    scaffold = into_existing(folder, template)
    add = [("dbt_project.yml", scaffold.settings)]
    if "packages.yml" not in scaffold.files:
        add.append(("packages.yml, under `packages:`", f"- local: {LINK.as_posix()}"))
    models = "write the models stg_<entity> (docs/adopt.md says which columns)"
    return InitReport(scaffold, tuple(add), (models, "truenorth deps", "truenorth build"))
