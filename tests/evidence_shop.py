"""A project with nothing but an evidence log, for the tests of the log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from truenorth.evidence.creation import create_log
from truenorth.evidence.log import Entry, EvidenceLog
from truenorth.project import Project

ORIGIN = "example.com/shop"


def shop(folder: Path) -> Project:
    """A project without a log."""
    folder.mkdir(parents=True)
    (folder / "dbt_project.yml").write_text("name: shop\nprofile: shop\n", encoding="utf-8")
    return Project(root=folder, name="shop")


def shop_with_log(folder: Path) -> Project:
    """A project with an empty log; its private key lies in `<folder>_keys`."""
    project = shop(folder)
    create_log(project, origin=ORIGIN, keys=keys_of(project))
    return project


def keys_of(project: Project) -> Path:
    return project.root.with_name(f"{project.root.name}_keys")


def opened(project: Project) -> EvidenceLog:
    """The project's log, with a clock that goes one second a reading."""
    moments = clock()
    log = EvidenceLog.open(project, clock=lambda: next(moments))
    assert log is not None
    return log


def clock() -> Iterator[datetime]:
    moment = datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=UTC)
    while True:
        yield moment
        moment += timedelta(seconds=1)


def admissions(first: int, count: int) -> list[Entry]:
    return [Entry(f"batch/{n}", "admission", {"rows": n, "held": None}) for n in range(first, first + count)]


def grow(project: Project, *counts: int) -> list[str]:
    """Append so many entries one append after the other; returns the checkpoints."""
    with opened(project) as log:
        return [log.append(admissions(log.size, count)).checkpoint for count in counts]
