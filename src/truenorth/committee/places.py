"""Where the files of the committee lie."""

from __future__ import annotations

from pathlib import Path

from ..project import Project

YML = ".yml"
ENVELOPE = ".dsse.json"


def folder_of(project: Project) -> Path:
    """Return the folder that holds everything the committee wrote."""
    return project.root / "committee"


def charter_of(project: Project) -> Path:
    return folder_of(project) / "charter.yml"


def proposals_of(project: Project) -> Path:
    """Return the folder of proposals; below it one folder a metric."""
    return folder_of(project) / "proposals"


def ballots_of(project: Project) -> Path:
    """Return the folder of ballots; below it one folder a metric."""
    return folder_of(project) / "ballots"


def calibrations_of(project: Project) -> Path:
    return folder_of(project) / "calibrations"


def impact_map_of(project: Project) -> Path:
    return folder_of(project) / "impact_map.yml"


def decisions_of(project: Project) -> Path:
    return folder_of(project) / "decisions.csv"
