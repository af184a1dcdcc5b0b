"""Checkpoints kept outside the log file: what it said once must still be a prefix of what it says.

One is `published/evidence/checkpoint`; the other lies beside the private key, the last that it signed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..errors import GateError
from ..project import Project
from .checkpoint import Checkpoint, open_checkpoint
from .keys import key_file
from .strict_text import read_text
from .tiles import TileTree
from .vkeys import VerifierKey


def published_checkpoint(project: Project) -> Path:
    """Return where each publication leaves the checkpoint that it was logged under."""
    return project.published / "evidence" / "checkpoint"


def last_signed(key: VerifierKey, folder: Path) -> Path:
    """Return where the last signed checkpoint of a key is remembered."""
    return (folder / key_file(key)).with_suffix(".checkpoint")


def remember(path: Path, checkpoint: str) -> None:
    """Write the checkpoint that was just committed; a kill leaves an older one, which is as true."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
        file.write(checkpoint)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


@dataclass(frozen=True)
class Kept:
    """A file with a checkpoint, as it was read."""

    path: Path
    content: bytes


def read_kept(paths: Iterable[Path]) -> list[Kept]:
    """Read those of the files that exist.

    Read them before the log: while somebody appends, a log that was read first may well be the older.
    """
    return [Kept(path, path.read_bytes()) for path in paths if path.is_file()]


def require_prefix(kept_file: Kept, key: VerifierKey, head: Checkpoint, tree: TileTree) -> None:
    """Demand that a kept checkpoint is a prefix of the log.

    Args:
        head: what the log says now.
    Raises: GateError TN-V004.
    """
    path = kept_file.path
    try:
        kept = open_checkpoint(read_text(kept_file.content), key)
    except GateError as error:
        raise _rewritten("it does not come from this log, or was changed", path) from error
    if kept.size > head.size:
        raise _rewritten(f"it has {kept.size:,} entries, the log {head.size:,}", path)
    if tree.root(kept.size) != kept.root:
        raise _rewritten(f"the first {kept.size:,} entries were others then", path)


def _rewritten(problem: str, path: Path) -> GateError:
    return GateError(
        "TN-V004",
        f"the log does not continue a checkpoint that was kept: {problem}",
        where=str(path),
        mend="bring the log file back from a copy; an old copy or another log must not go on in its place",
    )
