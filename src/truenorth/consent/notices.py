"""Versions of the privacy notice that people were shown: `expectations/consent/notices.yml`, reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from ..project import Project, find_project
from ..scope.taxonomy import data_uses
from ..strict_yaml import load_yaml

if TYPE_CHECKING:
    import pyarrow as pa

FILE = ("expectations", "consent", "notices.yml")
REQUIRED = {"version", "purposes", "valid_from", "languages"}


@dataclass(frozen=True)
class Notice:
    """One version of the notice.

    Attributes:
        purposes: data uses of fideslang that it explains; each speaks for the uses below it.
        valid_from: first day on which it was shown.
        valid_until: first day on which it was shown no longer; None while it is.
        languages: BCP 47 tags of the languages it was shown in.
    """

    version: str
    purposes: tuple[str, ...]
    valid_from: date
    valid_until: date | None
    languages: tuple[str, ...]


def load_notices(project: Project) -> list[Notice]:
    """Read the notices in file order.

    Raises: ConfigurationError TN-S001 (no valid YAML), TN-K004 (no such file, or an entry that is wrong).
    """
    path = project.root.joinpath(*FILE)
    if not path.is_file():
        raise _refusal(path, "consents name a notice version, and there is no file of notices")
    content = load_yaml(path)
    entries = content.get("notices") if isinstance(content, dict) and set(content) == {"notices"} else None
    if not isinstance(entries, list) or not entries:
        raise _refusal(path, "the file holds the list `notices:` and nothing else")
    notices = [_notice(path, f"notices[{place}]", entry) for place, entry in enumerate(entries, start=1)]
    versions = [notice.version for notice in notices]
    for version in versions:
        if versions.count(version) > 1:
            raise _refusal(path, f"version {version} stands there twice")
    return notices


def _notice(path: Path, place: str, entry: Any) -> Notice:
    if not isinstance(entry, dict) or not REQUIRED <= set(entry) <= REQUIRED | {"valid_until"}:
        raise _refusal(path, f"{place} needs {', '.join(sorted(REQUIRED))} and may have valid_until")
    if not isinstance(entry["version"], str) or not entry["version"].strip():
        raise _refusal(path, f"{place}: version is a text in quotes")
    for name in ("purposes", "languages"):
        if not isinstance(entry[name], list) or not entry[name]:
            raise _refusal(path, f"{place}: {name} is a list that is not empty")
    for purpose in entry["purposes"]:
        if purpose not in data_uses():
            raise _refusal(path, f"{place}: {purpose!r} is no data use of fideslang")
    begins, ends = entry["valid_from"], entry.get("valid_until")
    for moment in (begins, ends):
        if moment is not None and (not isinstance(moment, date) or isinstance(moment, datetime)):
            raise _refusal(path, f"{place}: valid_from and valid_until are days, for example 2025-03-01")
    if begins is None or (ends is not None and ends <= begins):
        raise _refusal(path, f"{place}: valid_until lies after valid_from")
    return Notice(
        version=entry["version"],
        purposes=tuple(entry["purposes"]),
        valid_from=begins,
        valid_until=ends,
        languages=tuple(map(str, entry["languages"])),
    )


def _refusal(path: Path, what: str) -> ConfigurationError:
    return ConfigurationError(
        "TN-K004",
        what,
        where=str(path),
        mend="list each version with the purposes it explains; docs/compliance.md shows such a file",
    )


def notice_rows(project_dir: Path | None = None) -> pa.Table:
    """Return (notice_version, purpose, valid_from, valid_until, languages), one row a version and purpose."""
    import pyarrow as pa

    rows = [
        {
            "notice_version": notice.version,
            "purpose": purpose,
            "valid_from": notice.valid_from,
            "valid_until": notice.valid_until,
            "languages": ", ".join(notice.languages),
        }
        for notice in load_notices(find_project(project_dir))
        for purpose in notice.purposes
    ]
    schema = pa.schema(
        [
            ("notice_version", pa.string()),
            ("purpose", pa.string()),
            ("valid_from", pa.date32()),
            ("valid_until", pa.date32()),
            ("languages", pa.string()),
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)
