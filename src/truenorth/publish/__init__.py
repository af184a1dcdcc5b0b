"""Publish: the one moment at which readers see anything.

A release is one immutable DuckDB file, `published/releases/<release_id>.duckdb`; `published/CURRENT` links
to the one that holds. Reasons: docs/decisions/0003-publish-by-immutable-file.md
"""

from .publisher import publish
from .reading import Release, ReleasedValue, current_release, last_release_values, open_release

__all__ = ["Release", "ReleasedValue", "current_release", "last_release_values", "open_release", "publish"]
