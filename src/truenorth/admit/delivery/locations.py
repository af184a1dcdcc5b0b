"""Which files a source's location names, without ever looking outside its folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from ...errors import ConfigurationError, DeliveryError
from ...project import SourceConfig

GLOB = frozenset("*?[")


@dataclass(frozen=True)
class Candidate:
    """One path that a location names.

    Attributes:
        file: name for people and for the ledger: relative to the project where it lies in it.
        path: the path as found, links not yet followed.
        folder: the source folder with links resolved; nothing outside it may be opened.
    """

    file: str
    path: Path
    folder: Path


def find_candidates(source: SourceConfig) -> list[Candidate]:
    """Return the paths that `source.location` names, sorted by name; none is opened.

    `*`, `?` and `[...]` stay within one folder level, `**` means any number of levels; a name that starts
    with a dot must be named as such. A location that exists as it is written is that path, even if its name
    holds glob characters.

    Raises: DeliveryError TN-F001 if nothing matches, TN-F005 if the folder cannot be listed;
        ConfigurationError TN-F032 if a relative location leaves the project.
    """
    root = source.root.resolve()
    # normpath, not resolve: the last part may be a link, which `resolve_inside` judges by itself
    start = Path(os.path.normpath(root / source.location))
    exists = os.path.lexists(start)
    folder, pattern = (start.parent, [start.name]) if exists else _split(start)
    real_folder = folder.resolve()
    if not Path(source.location).is_absolute() and not real_folder.is_relative_to(root):
        raise ConfigurationError(
            "TN-F032",
            f"source {source.name!r}: the location leaves the project",
            where=source.location,
            mend="put the files below the project, or give an absolute path",
        )
    try:
        paths = [start] if exists else sorted(set(_walk(folder, pattern, real_folder)))
    except OSError as error:
        raise _unreadable(source.location, error) from error
    if not paths:
        raise DeliveryError(
            "TN-F001",
            "no file matches the location",
            where=source.location,
            mend="deliver the file, or correct `location` in the source's yml",
        )
    return [Candidate(_name(path, root), path, real_folder) for path in paths]


def resolve_inside(candidate: Candidate) -> Path:
    """Return the candidate's path with every link followed, proven to lie inside the source folder.

    Raises: DeliveryError TN-F003 (leaves the folder), TN-F004 (dangling link or loop), TN-F006 (its name
        cannot be used), TN-F001 (gone), TN-F005 (cannot be looked up).
    """
    path = candidate.path
    if not _is_utf8(str(path)):
        raise DeliveryError(
            "TN-F006", "the file name is not UTF-8", where=candidate.file, mend="rename the file"
        )
    try:
        real = path.resolve(strict=True)
    except FileNotFoundError as error:
        if path.is_symlink():
            raise _bad_link(candidate, "the link points to nothing") from error
        raise DeliveryError(
            "TN-F001", "the file is gone", where=candidate.file, mend="deliver it again"
        ) from error
    except (OSError, RuntimeError) as error:
        # pathlib tells a link loop by RuntimeError before Python 3.13 and by OSError since
        if path.is_symlink():
            raise _bad_link(candidate, "the link cannot be followed to its end") from error
        raise _unreadable(candidate.file, error) from error
    if not real.is_relative_to(candidate.folder):
        raise DeliveryError(
            "TN-F003",
            "the link leads out of the source folder",
            where=candidate.file,
            mend="deliver the file itself instead of a link",
        )
    if "\\" in str(real) and GLOB & set(str(real)):
        # DuckDB has no spelling for such a path that it would not take for a pattern
        raise DeliveryError(
            "TN-F006",
            "the path holds both a backslash and a glob character",
            where=candidate.file,
            mend="rename the file",
        )
    return real


def _split(location: Path) -> tuple[Path, list[str]]:
    """Part a location into its fixed folder and the levels of its pattern."""
    levels = location.parts
    fixed = next((at for at, level in enumerate(levels) if GLOB & set(level)), len(levels) - 1)
    return Path(*levels[:fixed]), list(levels[fixed:])


def _walk(folder: Path, levels: list[str], source_folder: Path) -> Iterator[Path]:
    level, rest = levels[0], levels[1:]
    if level == "**":
        yield from _walk(folder, rest or ["*"], source_folder)
        for entry in _entries(folder):
            # a link is not followed here: `**` would go round a loop
            if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), levels, source_folder)
        return
    for entry in _entries(folder):
        hidden = entry.name.startswith(".") and not level.startswith(".")
        if hidden or not (entry.name == level or fnmatchcase(entry.name, level)):
            continue
        path = Path(entry.path)
        if not rest or (entry.is_symlink() and not _leads_inside(path, source_folder)):
            yield path  # a linked folder that leads out is not entered but named, so that it is held
        elif entry.is_dir():
            yield from _walk(path, rest, source_folder)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []


def _leads_inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(folder)
    except (OSError, RuntimeError):
        return False


def _name(path: Path, root: Path) -> str:
    name = (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
    return name if _is_utf8(name) else os.fsencode(name).decode("utf-8", "backslashreplace")


def _is_utf8(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _bad_link(candidate: Candidate, what: str) -> DeliveryError:
    return DeliveryError(
        "TN-F004", what, where=candidate.file, mend="remove the link or deliver the file itself"
    )


def _unreadable(where: str, error: Exception) -> DeliveryError:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return DeliveryError(
        "TN-F005",
        f"it cannot be looked up: {reason}",
        where=where,
        mend="give the user who runs truenorth the right to read it",
    )
