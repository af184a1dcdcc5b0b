"""What waits for the end of quiet hours: one small file, which git ignores."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from ..scaffold.own_folder import own_folder
from .message import Part

MOST_PARTS = 50  # for each channel: a digest is read, not studied; the latest are kept


class Spool:
    """Waiting parts by channel. A file that cannot be read is as if nothing waited."""

    def __init__(self, root: Path) -> None:
        self.path = own_folder(root) / "notify_spool.json"
        self.waiting: dict[str, list[Part]] = _read(self.path)

    def of(self, channel: str) -> Sequence[Part]:
        return self.waiting.get(channel, [])

    def keep(self, channel: str, parts: Sequence[Part]) -> None:
        """Replace what waits for a channel, and write it down."""
        kept = [*dict.fromkeys(parts)][-MOST_PARTS:]
        if kept == list(self.of(channel)):
            return
        self.waiting[channel] = kept
        _write(self.path, {name: parts for name, parts in self.waiting.items() if parts})


def _read(path: Path) -> dict[str, list[Part]]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {channel: [Part(**part) for part in parts] for channel, parts in content.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write(path: Path, waiting: Mapping[str, Sequence[Part]]) -> None:
    draft = path.with_suffix(f".{os.getpid()}")
    content = {channel: [asdict(part) for part in parts] for channel, parts in waiting.items()}
    draft.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(path)
