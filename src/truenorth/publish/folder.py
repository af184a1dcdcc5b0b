"""The published folder: one writer, no half file, and a `CURRENT` link that moves in one step.

Steps to a release, each one durable before the next:

1. `.partial.duckdb` is written, closed and synced;
2. `.CURRENT.next` links to the coming name: from here on a kill leaves a note of what was under way;
3. the partial file is renamed to `releases/<release_id>.duckdb`;
4. `.CURRENT.next` replaces `CURRENT`.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import ConfigurationError, EvaluationError

SUFFIX = ".duckdb"
RELEASE_NAME = re.compile(r"\d{8}T\d{6}\.\d{6}Z-[0-9a-f]{12}\.duckdb")
READ_ONLY = 0o444


def releases_folder(published: Path) -> Path:
    """Return the folder of the immutable files."""
    return published / "releases"


def partial_file(published: Path) -> Path:
    """Return the one name under which a release is written; the writer lock makes it ours alone."""
    return releases_folder(published) / f".partial{SUFFIX}"


@contextmanager
def only_writer(published: Path) -> Iterator[None]:
    """Hold the folder for one writer; the kernel drops the lock when the process dies, however it dies.

    Raises: EvaluationError TN-P004 at once if another process publishes here.
    """
    releases = releases_folder(published)
    if not releases.is_dir():
        releases.mkdir(parents=True, exist_ok=True)
        _sync_folder(published.parent)
        _sync_folder(published)
    lock = os.open(published / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise EvaluationError(
                "TN-P004",
                "another process is publishing to this folder; the last release stands",
                where=str(published),
                mend="wait until it has ended, then run again",
            ) from None
        yield
    finally:
        os.close(lock)


def clear_orphans(published: Path) -> None:
    """Remove what a killed run left: our partial file, and a whole file that never became current.

    Nothing else in the folder is ever touched. Call it under `only_writer`.
    """
    note = published / ".CURRENT.next"
    if note.is_symlink():
        planned = _release_named_by(published, note)
        if planned != current_file(published):
            planned.unlink(missing_ok=True)
        note.unlink()  # after the file it names: a kill in between leaves the note for the next run
    partial = partial_file(published)
    for orphan in (partial, partial.with_name(f"{partial.name}.wal")):
        orphan.unlink(missing_ok=True)


def current_file(published: Path) -> Path | None:
    """Return the release file that `CURRENT` links to (it may be gone), None before the first release.

    Raises: ConfigurationError TN-P007 if `CURRENT` is not a link into `releases/`.
    """
    link = published / "CURRENT"
    if not os.path.lexists(link):
        return None
    return _release_named_by(published, link)


def go_live(published: Path, release_id: str) -> Path:
    """Turn the closed partial file into the current release; see the steps at the top of this file.

    Returns: the immutable file.
    Raises: OSError; the last release then still stands.
    """
    partial, releases = partial_file(published), releases_folder(published)
    release = releases / f"{release_id}{SUFFIX}"
    partial.chmod(READ_ONLY)
    _sync_file(partial)
    note = published / ".CURRENT.next"
    note.symlink_to(Path(releases.name) / release.name)  # relative: the folder can be moved
    _sync_folder(published)
    partial.rename(release)
    _sync_folder(releases)
    note.replace(published / "CURRENT")
    _sync_folder(published)
    return release


def drop_old(published: Path, keep: int) -> None:
    """Remove all but the newest `keep` releases, never the current one. Ids sort by time."""
    current = current_file(published)
    for release in kept_releases(releases_folder(published))[:-keep]:
        if release != current:
            release.unlink()


def kept_releases(releases: Path) -> list[Path]:
    """Return the release files of a folder, oldest first."""
    return sorted(file for file in releases.iterdir() if RELEASE_NAME.fullmatch(file.name))


def _release_named_by(published: Path, link: Path) -> Path:
    target = link.readlink() if link.is_symlink() else None
    if target is None or target.parent != Path("releases") or not RELEASE_NAME.fullmatch(target.name):
        raise ConfigurationError(
            "TN-P007",
            f"{link.name} is not a link to a file of releases/, so it was not made by truenorth",
            where=str(link),
            mend="move it away; the next publish makes the link anew",
        )
    return published / target


def _sync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_sync_folder = _sync_file  # a rename is durable only once its folder is
