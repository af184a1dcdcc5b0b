"""What the page says of the evidence log: the head that this release was published under."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..wording import format_count


@dataclass(frozen=True)
class EvidenceView:
    """The checkpoint beside the release.

    Attributes:
        origin: name of the log.
        entries: printed number of entries.
        root: root hash of the tree, base64.
        note: the whole signed checkpoint, as it lies in `evidence/checkpoint`.
    """

    origin: str
    entries: str
    root: str
    note: str


def view_evidence(published: Path) -> EvidenceView | None:
    """Read the checkpoint of the published folder; None where nothing is attested.

    Raises: EvidenceError if the file is no signed checkpoint.
    """
    from ..evidence.checkpoint import read_checkpoint
    from ..evidence.strict_text import to_base64

    file = published / "evidence" / "checkpoint"
    if not file.is_file():
        return None
    note = file.read_text(encoding="utf-8")
    head = read_checkpoint(note)
    return EvidenceView(head.origin, format_count(head.size), to_base64(head.root), note.strip())
