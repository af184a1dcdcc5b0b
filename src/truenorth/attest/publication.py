"""A publication and its entries: the intent before readers see it, the completion after.

A kill can fall between any two steps. The next publisher finds at most one intent without an end and asks the
folder: a release that is there went live, one that is not was given up. So each release that readers ever saw
has exactly one entry of kind `publication`, and each entry has a release that readers saw. An entry of kind
`figures` stands beside it: the roots that the contract site's figures are proven against.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import EvaluationError
from ..evidence.entry import Entry
from ..publish.folder import SUFFIX, releases_folder
from .figures import figures_entry, figures_key

if TYPE_CHECKING:
    from ..evidence.log import EvidenceLog

INTENT, PUBLICATION, ABANDONED = "publication_intent", "publication", "publication_abandoned"
PROOF_FILE = "publication.tlog-proof"
FIGURES_FILE = "figures.tlog-proof"
KEY_FILE = "log.vkey"


class PublicationEvidence:
    """What the publisher tells; see `publish.announcement.Announcement`."""

    def __init__(self, log: EvidenceLog, published: Path) -> None:
        self._log = log
        self._releases = releases_folder(published)
        self._folder = published / "evidence"

    def settle(self, releases: Path, current: Path | None) -> None:
        """Give the last intent its end, and the current release its entry if it has none."""
        intent = self._log.last(INTENT)
        if intent is not None:
            release_id = str(intent.body["release_id"])
            if not self._log.known([_key(release_id, "completed"), _key(release_id, "abandoned")]):
                if (releases / f"{release_id}{SUFFIX}").is_file():
                    self._log.append([_completed(intent.body, release_id), *self._figures(release_id)])
                else:
                    body = {"release_id": release_id}
                    self._log.append([Entry(_key(release_id, "abandoned"), ABANDONED, body)])
        if current is not None and current.is_file():
            release_id = current.stem
            if not self._log.known([_key(release_id, "completed")]):
                # published before there was a log
                self._log.append([_completed({"file": file_digest(current)}, release_id)])
            if not self._log.known([figures_key(release_id)]):
                # published by a version that did not attest figures, or of which none could be read
                self._log.append(self._figures(release_id))
            self._show(release_id)

    def intend(self, release_id: str, file: Path, content: str) -> None:
        """Log what is about to go live; `content` is the digest of its figures, `file` is complete."""
        body = {"release_id": release_id, "file": file_digest(file), "content": content}
        self._log.append([Entry(_key(release_id, "intended"), INTENT, body)])

    def complete(self, release_id: str) -> None:
        """Log that readers see it, and lay checkpoint and proof beside it."""
        intent = self._log.last(INTENT)
        assert intent is not None  # the publisher has just logged it
        self._log.append([_completed(intent.body, release_id), *self._figures(release_id)])
        self._show(release_id)

    def _figures(self, release_id: str) -> list[Entry]:
        """None of a release that this version cannot read: pages then say that its figures have no entry."""
        try:
            return [figures_entry(self._releases / f"{release_id}{SUFFIX}", release_id)]
        except EvaluationError:
            return []

    def _show(self, release_id: str) -> None:
        """Write `published/evidence/`: the checkpoint last, it is what a later log is held against."""
        self._folder.mkdir(exist_ok=True)
        _write(self._folder / KEY_FILE, f"{self._log.key}\n")
        _write(self._folder / PROOF_FILE, self._log.prove(_key(release_id, "completed")))
        if self._log.known([figures_key(release_id)]):
            _write(self._folder / FIGURES_FILE, self._log.prove(figures_key(release_id)))
        else:
            (self._folder / FIGURES_FILE).unlink(missing_ok=True)
        _write(self._folder / "checkpoint", self._log.checkpoint())


def publication_key(release_id: str) -> str:
    """Return the key of the entry that says that a release went live."""
    return _key(release_id, "completed")


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _completed(facts: Mapping[str, Any], release_id: str) -> Entry:
    return Entry(_key(release_id, "completed"), PUBLICATION, {**facts, "release_id": release_id})


def _key(release_id: str, what: str) -> str:
    return f"publication/{release_id}/{what}"


def _write(path: Path, text: str) -> None:
    """Replace a file in one step; a kill leaves the one before, which is as true."""
    draft = path.with_name(f".{path.name}.next")
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
