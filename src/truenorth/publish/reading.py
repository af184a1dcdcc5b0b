"""Read a published release, as any reader does: read-only, without files or settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import EvaluationError
from . import folder
from .tables import RELEASES

if TYPE_CHECKING:
    import duckdb

OPEN_ATTEMPTS = 5


@dataclass(frozen=True)
class Release:
    """One published release: its row in `releases` and where it lies.

    Attributes:
        published_at: UTC.
        metrics, batches, held_batches: counts.
        is_new: made by the call that returned it.
    """

    path: Path
    release_id: str
    published_at: datetime
    project: str
    truenorth_version: str
    dbt_invocation_id: str
    metrics: int
    batches: int
    held_batches: int
    is_new: bool = False


@dataclass(frozen=True)
class ReleasedValue:
    """What a release says of one metric over the whole history; `bubble` is raw / trusted - 1."""

    metric: str
    title: str
    unit: str
    raw: float | None
    trusted: float | None
    bubble: float | None
    verdict: str


def current_release(published: Path) -> Release | None:
    """Return the release that readers see now, None before the first one.

    Raises: ConfigurationError TN-P007 (`CURRENT` is not ours), EvaluationError TN-P008 (cannot be opened).
    """
    if folder.current_file(published) is None:
        return None
    return read_release(published / "CURRENT")


def open_release(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a release file, or the `CURRENT` link, read-only; SQL on it reaches no file and no setting.

    Raises: EvaluationError TN-P008 if it is missing or damaged.
    """
    import duckdb

    for _ in range(OPEN_ATTEMPTS):
        # DuckDB caches open databases by path: through the link, a process that still has the last
        # release open would be given that one again.
        file = path.resolve()
        try:
            return duckdb.connect(
                str(file),
                read_only=True,
                config={"enable_external_access": False, "lock_configuration": True},
            )
        except duckdb.Error:
            if path.resolve() == file:
                break
    raise EvaluationError(
        "TN-P008",
        "the release is missing or damaged",
        where=str(path),
        mend="run `truenorth build` to publish the figures anew",
    )


def not_a_release(path: Path) -> EvaluationError:
    """Return the refusal of a file that opens and does not hold what every release holds: TN-P008."""
    return EvaluationError(
        "TN-P008",
        "the file is not a release of truenorth",
        where=str(path),
        mend="run `truenorth build` to publish the figures anew",
    )


def read_release(path: Path, *, is_new: bool = False) -> Release:
    """Return a release file's own row of `releases`; see `open_release` for errors."""
    import duckdb

    with open_release(path) as connection:
        try:
            connection.execute(f"select {RELEASES.names_sql()} from releases")
            [row] = connection.fetchall()
        except (duckdb.Error, ValueError) as error:
            raise not_a_release(path) from error
    values = dict(zip(RELEASES.columns, row, strict=True))
    values["published_at"] = values["published_at"].replace(tzinfo=UTC)
    # The row names the file, so that a link which moved while we read cannot mix two releases.
    file = path.resolve().with_name(f"{values['release_id']}{folder.SUFFIX}")
    return Release(path=file, is_new=is_new, **values)


def last_release_values(published: Path) -> tuple[ReleasedValue, ...]:
    """Return what the current release says of each metric, by name; empty before the first release.

    Raises: see `current_release`.
    """
    if folder.current_file(published) is None:
        return ()
    with open_release(published / "CURRENT") as connection:
        connection.execute(
            "select metric, title, unit, raw_value, trusted_value, bubble, verdict"
            " from metric_verdicts order by metric"
        )
        return tuple(ReleasedValue(*row) for row in connection.fetchall())
