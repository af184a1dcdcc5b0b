"""When figures went out: a withdrawal that is recorded later than that came too late for them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..project import find_project
from ..publish.folder import RELEASE_NAME, releases_folder

if TYPE_CHECKING:
    import pyarrow as pa

MOMENT = "%Y%m%dT%H%M%S.%fZ"


def publication_rows(project_dir: Path | None = None) -> pa.Table:
    """Return (release_id, published_at), one row a release that is still kept; times are UTC without zone.

    The moment stands in the name of the immutable file, so no release needs to be opened.
    """
    import pyarrow as pa

    folder = releases_folder(find_project(project_dir).published)
    names = sorted(path.stem for path in folder.glob("*.duckdb") if RELEASE_NAME.fullmatch(path.name))
    rows = [
        {"release_id": name, "published_at": datetime.strptime(name.partition("-")[0], MOMENT)}
        for name in names
    ]
    schema = pa.schema([("release_id", pa.string()), ("published_at", pa.timestamp("us"))])
    return pa.Table.from_pylist(rows, schema=schema)
