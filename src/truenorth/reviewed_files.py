"""Reviewed YAML files that commands add to: entries of others keep their lines and comments."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any


def append_entry(path: Path, section: str, entry: dict[str, Any]) -> None:
    """Add `entry` to the list `section` of a YAML file; readers see it before or after, never between.

    Two commands at once both end up in the file.
    """
    from ruamel.yaml import YAML

    writer = YAML()
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.width = 4096  # entries of others keep their lines, so that a review sees one change
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path.parent):
        content = (writer.load(path.read_text(encoding="utf-8")) if path.is_file() else None) or {}
        if content.get(section) is None:
            content[section] = []
        content[section].append(entry)
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".tmp", delete=False) as draft:
            try:
                writer.dump(content, draft)
                draft.flush()
                os.fsync(draft.fileno())
                new = Path(draft.name)
                new.chmod(path.stat().st_mode if path.exists() else 0o644)
                new.replace(path)
            except BaseException:
                Path(draft.name).unlink(missing_ok=True)
                raise


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder itself: no lock file stays behind."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
