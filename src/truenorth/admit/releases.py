"""Reviewed releases: rows that leave quarantine and batches that pass in spite of an expectation.

`expectations/releases/<source>.yml` is reviewed like code. Every entry names its reviewer, its reason and the
day on which it ends; from that day on the contract holds again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from ..project import Project, find_project
from ..strict_yaml import load_yaml

if TYPE_CHECKING:
    import pyarrow as pa

BRUSHING = "brushing"  # no source: batches that are held from the metrics after detection (TN-A020)
REQUIRED = {"batch_id", "why", "reviewer", "expires"}


@dataclass(frozen=True)
class Release:
    """One reviewed exception.

    Attributes:
        row_number: the released row; None releases the batch from `names`.
        names: quarantine reasons (of a row) or expectation names (of a batch) that are waived.
        expires: first day on which the release no longer holds.
    """

    source: str
    batch_id: str
    row_number: int | None
    names: tuple[str, ...]
    why: str
    reviewer: str
    expires: date


def load_releases(project: Project) -> list[Release]:
    """Read the release files of all declared sources and of `brushing`; one without a file has none.

    Raises: ConfigurationError TN-S005 naming file and entry.
    """
    releases: list[Release] = []
    for source in (*project.sources, BRUSHING):
        path = project.releases / f"{source}.yml"
        if path.is_file():
            releases.extend(_read(path, source))
    return releases


def _read(path: Path, source: str) -> Iterator[Release]:
    content = load_yaml(path)
    if not isinstance(content, dict) or not set(content) <= {"rows", "batches"}:
        raise _refusal(path, "the file holds `rows:` and `batches:` and nothing else")
    for number, entry in enumerate(content.get("rows") or [], start=1):
        yield _release(path, source, entry, f"rows[{number}]", {"row_number", "reasons"})
    for number, entry in enumerate(content.get("batches") or [], start=1):
        yield _release(path, source, entry, f"batches[{number}]", {"expectations"})


def _release(path: Path, source: str, entry: Any, place: str, own: set[str]) -> Release:
    wanted = REQUIRED | own
    if not isinstance(entry, dict) or set(entry) != wanted:
        raise _refusal(path, f"{place} needs exactly: {', '.join(sorted(wanted))}")
    names = entry.get("reasons", entry.get("expectations"))
    row_number = entry.get("row_number")
    if not isinstance(entry["expires"], date):
        raise _refusal(path, f"{place}: `expires` is a date, for example 2027-01-31")
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise _refusal(path, f"{place}: what is waived is a list of names")
    if "row_number" in own and (not isinstance(row_number, int) or row_number < 1):
        raise _refusal(path, f"{place}: `row_number` is a whole number from 1")
    if not str(entry["why"]).strip() or not str(entry["reviewer"]).strip():
        raise _refusal(path, f"{place}: `why` and `reviewer` must say something")
    return Release(
        source=source,
        batch_id=str(entry["batch_id"]),
        row_number=row_number,
        names=tuple(names),
        why=str(entry["why"]),
        reviewer=str(entry["reviewer"]),
        expires=entry["expires"],
    )


def _refusal(path: Path, what: str) -> ConfigurationError:
    return ConfigurationError(
        "TN-S005",
        what,
        where=str(path),
        mend="`truenorth quarantine release --help` writes such entries",
    )


def row_releases(project_dir: Path | None = None) -> pa.Table:
    """Return (source, batch_id, row_number, reason, expires), one row a waived reason of a released row."""
    import pyarrow as pa

    rows = [
        {
            "source": release.source,
            "batch_id": release.batch_id,
            "row_number": release.row_number,
            "reason": name,
            "expires": release.expires,
        }
        for release in load_releases(find_project(project_dir))
        if release.row_number is not None
        for name in release.names
    ]
    schema = pa.schema(
        [
            ("source", pa.string()),
            ("batch_id", pa.string()),
            ("row_number", pa.int64()),
            ("reason", pa.string()),
            ("expires", pa.date32()),
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)
