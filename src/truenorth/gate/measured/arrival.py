"""A new delivery put where its source is read, in a copy of the project."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from ...admit.delivery.locations import GLOB, find_candidates
from ...errors import ConfigurationError, DeliveryError
from ...judge.copying import Sandbox
from ...project import Project, SourceConfig

BYTES_A_READ = 1 << 20


@dataclass(frozen=True)
class Arrival:
    """One file on its way in.

    Attributes:
        batch_id: SHA-256 of its bytes, as the door names a batch.
    """

    file: Path
    source: SourceConfig
    batch_id: str


def arrival_of(project: Project, file: Path, source: str) -> Arrival:
    """Look at a file that is to come in.

    Raises: ConfigurationError TN-S003 (no such source), TN-D041 (the source is a table, or its files lie
        outside the project), TN-D042 (no such file, or it cannot be read).
    """
    declared = project.source(source)
    if declared.format == "table":
        raise _no_place(declared, f"source {source!r} is a table: no file of it ever comes in")
    if Path(declared.location).is_absolute():
        raise _no_place(declared, f"the files of source {source!r} lie outside the project")
    try:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise ConfigurationError(
            "TN-D042",
            f"the file cannot be read: {error.strerror or type(error).__name__}",
            where=str(file),
            mend="name the file of one delivery",
        ) from error
    return Arrival(file.resolve(), declared, digest)


def put(sandbox: Sandbox, arrival: Arrival) -> str:
    """Let the file lie in the copy where its source is read; returns its name relative to the project.

    A file that lies in place already stays there, one of the same name is replaced: it is a correction.
    Raises: ConfigurationError TN-D042 if the source would not read a file of that name.
    """
    root = sandbox.project.root
    if inside := _in_place(arrival, sandbox.original):
        return inside
    location = arrival.source.location
    if not GLOB & set(location):
        (root / location).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(arrival.file, root / location)
        return Path(location).as_posix()
    for folder in _folders(sandbox, arrival.source):
        there = folder / arrival.file.name
        if there.is_symlink():
            continue
        folder.mkdir(parents=True, exist_ok=True)
        earlier = there.read_bytes() if there.is_file() else None
        shutil.copyfile(arrival.file, there)
        name = there.relative_to(root).as_posix()
        if name in _read_files(sandbox, arrival.source):
            return name
        there.unlink() if earlier is None else there.write_bytes(earlier)
    raise ConfigurationError(
        "TN-D042",
        f"source {arrival.source.name!r} reads {location}, and no file named {arrival.file.name!r}",
        where=str(arrival.file),
        mend="give the file the name that it will be delivered under",
    )


def take_away(sandbox: Sandbox, arrival: Arrival) -> None:
    """Take the file out of the copy, if it lies in place in the project already."""
    if name := _in_place(arrival, sandbox.original):
        (sandbox.project.root / name).unlink()


def _in_place(arrival: Arrival, original: Path) -> str | None:
    try:
        found = find_candidates(replace(arrival.source, root=original))
    except DeliveryError:
        return None
    return next((one.file for one in found if one.path.resolve() == arrival.file), None)


def _folders(sandbox: Sandbox, source: SourceConfig) -> list[Path]:
    """Folders to try: that of the newest delivery, those of the others, then where the pattern begins."""
    root = sandbox.project.root
    read = [root / name for name in reversed(_read_files(sandbox, source))]
    parts = Path(source.location).parts
    fixed = next(number for number, part in enumerate(parts) if GLOB & set(part))
    return list(dict.fromkeys([*(path.parent for path in read), root.joinpath(*parts[:fixed])]))


def _read_files(sandbox: Sandbox, source: SourceConfig) -> list[str]:
    try:
        return [one.file for one in find_candidates(replace(source, root=sandbox.project.root))]
    except DeliveryError:
        return []


def _no_place(source: SourceConfig, what: str) -> ConfigurationError:
    return ConfigurationError(
        "TN-D041",
        what,
        where=source.location,
        mend="`truenorth check` asks the row contract of a file alone; gate a source whose location is a "
        "pattern of files below the project",
    )
