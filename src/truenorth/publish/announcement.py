"""Who is told of a publication, before and after: the evidence, where a project has a log."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Announcement(Protocol):
    """Told by the publisher, which alone writes to the folder meanwhile; whatever it raises stops it."""

    def settle(self, releases: Path, current: Path | None) -> None:
        """Before anything: the folder holds no half release. `current` is what readers see."""

    def intend(self, release_id: str, file: Path, content: str) -> None:
        """Before readers see it; `file` is complete, `content` the digest of what it says."""

    def complete(self, release_id: str) -> None:
        """After readers see it."""
