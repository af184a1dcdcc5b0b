"""`truenorth subject`: what is held of a person, and their way out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..dbt import read_manifest, relations, work_database
from ..errors import ExitCode, GateError
from ..project import Project
from ..subject.erasure import Plan, erase, plan_erasure, rewrite
from ..subject.export import Bundle, export
from ..subject.traces import traces
from ..work_access import connect_to_work
from .work import open_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from ..dbt import Progress
    from .build import BuildOutcome


@dataclass(frozen=True)
class ErasureReport:
    """What an erasure took away; no id is repeated.

    Attributes:
        files: delivered files, by source, that still hold the person: raw deliveries are never edited.
        lists: raw tables that pass no door, with a column that names persons.
    """

    plan: Plan
    lists: list[str]
    outcome: BuildOutcome

    @property
    def exit_code(self) -> ExitCode:
        return self.outcome.exit_code

    def as_json(self) -> dict[str, Any]:
        return {
            "schema_version": 1,
            "exit_code": int(self.exit_code),
            "rows": self.plan.rows,
            "tables": [trace.table.identifier for trace in self.plan.held],
            "raw_files": self.plan.files,
            "raw_lists": self.lists,
            "is_published": self.outcome.page is not None,
            "release": None if self.outcome.release is None else self.outcome.release.stem,
        }

    def as_text(self) -> RenderableType:
        from rich.console import Group
        from rich.text import Text

        lines = [f"{source}: {rows:,} rows erased" for source, rows in self.plan.rows.items()]
        lines.append("The door lets nothing of this person in again.")
        if self.outcome.page is None:
            lines.append("Nothing was published: `truenorth status` says what stands against it.")
        else:
            lines.append("The figures were recomputed and published without them.")
        for source, files in self.plan.files.items():
            lines.append(f"Raw files of {source} that still hold the person, for whoever keeps them:")
            lines += [f"  {file}" for file in files]
        if self.lists:
            lines.append("Raw lists that pass no door and may hold the person:")
            lines += [f"  {name}" for name in self.lists]
        return Group(*map(Text, lines))


def export_subject(project: Project, person: str, out: Path) -> Bundle:
    """Write a person's bundle; see `subject.export.export`."""
    work = open_work(project)
    with work.con:
        return export(project, work.con, work.relations, person, out)


def plan_of(project: Project, person: str) -> Plan:
    """Say what an erasure would take away; see `plan_erasure`."""
    work = open_work(project)
    with work.con:
        return plan_erasure(project, work.con, work.relations, person)


def erase_subject(
    project: Project,
    person: str,
    plan: Plan,
    *,
    on_progress: Callable[[Progress], None],
    on_message: Callable[[str], None],
) -> ErasureReport:
    """Erase a person, recompute the figures, and look that nothing is left.

    Raises: EvaluationError TN-E005 (a build holds the work database); GateError TN-U005 (a table holds the
        person again after the build).
    """
    from .build import build

    path = work_database(project)
    with connect_to_work(project, read_only=False, config={"enable_external_access": False}) as con:
        erase(project, con, relations(project), person, plan)
    outcome = build(project, on_progress=on_progress, on_message=on_message)
    rewrite(path)
    work = open_work(project)
    with work.con:
        if left := traces(work.con, person):
            names = ", ".join(f"{trace.table.identifier}.{trace.columns[0]}" for trace in left)
            raise GateError(
                "TN-U005",
                f"the person was erased, and the build brought them back into: {names}",
                where=str(path),
                mend="filter a list that passes no door where it is staged: `truenorth.is_erased(column)`",
            )
    return ErasureReport(plan, _lists_without_a_door(project), outcome)


def _lists_without_a_door(project: Project) -> list[str]:
    """Return `source.table` of raw tables that models read where they lie."""
    manifest = read_manifest(project.root)
    return sorted(
        f"{source['source_name']}.{source['name']}"
        for source in manifest["sources"].values()
        if source["source_name"] not in project.sources
    )
