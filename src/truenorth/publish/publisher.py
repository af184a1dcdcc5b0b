"""Make one release: copy, compare, write the file, swap the link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ..dbt import Relation
from ..errors import ConfigurationError, EvaluationError
from ..project import Project
from . import folder
from .announcement import Announcement
from .content import content_digest
from .copying import copy_content
from .reading import Release, open_release, read_release
from .tables import RELEASES

if TYPE_CHECKING:
    import duckdb

SMALLEST_KEEP = 2


def publish(
    project: Project,
    work_db: Path,
    published: Path,
    *,
    relations: Mapping[str, Relation],
    invocation_id: str,
    clock: Callable[[], datetime],
    keep: int | None = None,
    announcement: Announcement | None = None,
) -> Release:
    """Publish what the work database says, or return the current release if it says the same already.

    Call it only after every blocking test has passed. Whatever goes wrong, and whenever the process is
    killed, readers keep the last release.

    Args:
        project: whose figures these are.
        work_db: DuckDB file that dbt wrote; opened read-only.
        relations: where dbt built the models in it, by model name.
        published: folder with `CURRENT` and `releases/`; made if missing.
        invocation_id: dbt's id of the run that built the figures.
        clock: gives the time of publication, with a time zone.
        keep: releases to keep, at least 2 (a reader may just be opening the last one); None keeps all.
        announcement: is told before and after readers see it; what it raises stops the publication.
    Returns: the release that now is current; `is_new` tells whether this call made it.
    Raises: see `copy_content`; EvaluationError TN-P004 (another publisher), TN-P006 (cannot be written);
        ConfigurationError TN-P007 (`CURRENT` is not ours), TN-P010 (`keep` below 2).
    Source: docs/decisions/0003-publish-by-immutable-file.md
    """
    import duckdb

    if keep is not None and keep < SMALLEST_KEEP:
        raise ConfigurationError(
            "TN-P010",
            f"keep is {keep}; at least {SMALLEST_KEEP} releases are kept",
            mend="raise keep, or leave it out",
        )
    try:
        with folder.only_writer(published):
            folder.clear_orphans(published)
            if announcement is not None:
                announcement.settle(folder.releases_folder(published), folder.current_file(published))
            try:
                release = _publish(project, work_db, published, relations, invocation_id, clock, announcement)
            finally:
                folder.clear_orphans(published)
            if keep is not None:
                folder.drop_old(published, keep)
            return release
    except (OSError, duckdb.Error) as error:
        raise EvaluationError(
            "TN-P006",
            f"the release could not be written ({type(error).__name__}); the last release stands",
            where=str(published),
            mend="see that the folder is writable and the disk has room, then run again",
        ) from error


def _publish(
    project: Project,
    work_db: Path,
    published: Path,
    relations: Mapping[str, Relation],
    invocation_id: str,
    clock: Callable[[], datetime],
    announcement: Announcement | None,
) -> Release:
    with copy_content(folder.partial_file(published), work_db, relations) as connection:
        digest = content_digest(connection)
        current = folder.current_file(published)
        if current is not None and _says(current) == digest:
            return read_release(current)
        published_at, release_id = _name(published, clock().astimezone(UTC), digest)
        _sign(connection, release_id, published_at, project.name, invocation_id)
        connection.execute("checkpoint")
    if announcement is not None:
        announcement.intend(release_id, folder.partial_file(published), digest)
    live = folder.go_live(published, release_id)
    if announcement is not None:
        announcement.complete(release_id)
    return read_release(live, is_new=True)


def _says(release: Path) -> str | None:
    """Return the digest of a release, None if it is gone, damaged or of an older shape: then say it anew."""
    import duckdb

    try:
        with open_release(release) as connection:
            return content_digest(connection)
    except (EvaluationError, duckdb.Error):
        return None


def _name(published: Path, moment: datetime, digest: str) -> tuple[datetime, str]:
    while True:
        release_id = f"{moment:%Y%m%dT%H%M%S.%fZ}-{digest[:12]}"
        if not (folder.releases_folder(published) / f"{release_id}{folder.SUFFIX}").exists():
            return moment, release_id
        moment += timedelta(microseconds=1)  # an id is never used twice, even if the clock stands still


def _sign(
    connection: duckdb.DuckDBPyConnection,
    release_id: str,
    published_at: datetime,
    project: str,
    invocation_id: str,
) -> None:
    connection.execute(
        f"insert into releases ({RELEASES.names_sql()}) select ?, ?, ?, ?, ?,"
        " (select count(*) from metric_verdicts),"
        " (select count(*) from batches),"
        " (select count(*) from batches where status = 'held')",
        [release_id, published_at.replace(tzinfo=None), project, version("truenorth"), invocation_id],
    )
