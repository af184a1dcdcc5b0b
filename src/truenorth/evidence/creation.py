"""`truenorth evidence init`: the one place where a log and its key come into being."""

from __future__ import annotations

import secrets
from pathlib import Path

from ..errors import ConfigurationError
from ..project import Project
from .anchors import published_checkpoint
from .checkpoint import checkpoint_text
from .keys import create_key, default_folder, load_key
from .log import log_file
from .merkle import EMPTY_ROOT
from .note import Note, sign
from .store import Identity, Store
from .vkeys import VerifierKey


def create_log(
    project: Project, *, origin: str | None = None, keys: Path | None = None
) -> tuple[VerifierKey, Path]:
    """Make a key pair and an empty log.

    Args:
        origin: name of the log; by default one that no other log has.
        keys: folder of the private key.
    Returns: the public key, and the file of the private one.
    Raises: ConfigurationError TN-V002 (there is or was a log), TN-V005 (key folder), TN-V007 (origin);
        EvaluationError TN-V013.
    """
    path = log_file(project)
    for kept in (path, published_checkpoint(project)):
        if kept.exists():
            raise ConfigurationError(
                "TN-V002",
                "this project has a log already" if kept == path else "this project had a log",
                where=str(kept),
                mend="go on with it; a lost log file comes back from a copy, never from init",
            )
    origin = origin or f"truenorth.local/{project.name}/{secrets.token_hex(4)}"
    folder = keys or default_folder()
    key, file = create_key(origin, folder, project=project.root)
    text = checkpoint_text(origin, 0, EMPTY_ROOT)
    first = Note(text, (sign(text, origin, load_key(key, file.parent)),))
    Store.create(path, Identity(origin, str(key), str(file.parent)), str(first))
    return key, file
