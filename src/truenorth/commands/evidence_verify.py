"""`truenorth evidence verify`: what was given, with which keys, and what was found to hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..attest.row_proof import read_row_proof
from ..errors import ConfigurationError
from ..evidence.anchors import last_signed, published_checkpoint, read_kept, require_prefix
from ..evidence.checkpoint import open_checkpoint
from ..evidence.database import database_errors
from ..evidence.keys import key_folder
from ..evidence.log import find_log_file
from ..evidence.proof import FIRST_LINE
from ..evidence.signers import Signers
from ..evidence.store import Store
from ..evidence.strict_text import read_text_file
from ..evidence.tiles import TileTree
from ..evidence.verified import verified_proof
from ..evidence.verified_export import exported_log_key, exported_tiles, verified_export
from ..evidence.verified_file import verified_file
from ..evidence.vkeys import COSIGNATURE, ED25519, VerifierKey, read_verifier_key
from ..evidence.witnesses import known_witnesses
from ..project import Project, find_project
from .evidence import no_log
from .verify_report import VerifyReport

SQLITE_MAGIC = b"SQLite format 3\x00"


def verify_evidence(
    given: Path | None,
    project_dir: Path | None,
    *,
    checkpoints: Sequence[Path] = (),
    key: str | None = None,
    witnesses: Sequence[str] = (),
) -> VerifyReport:
    """Verify the project's log, or the log file, export or proof that is given.

    Args:
        checkpoints: files with checkpoints that must be prefixes.
        key: verifier key of the log, or a file with it.
        witnesses: verifier keys, or files with them, of those that must have cosigned.
    Raises: GateError TN-V003, TN-V004, TN-V020 to TN-V026, TN-V056 (it does not hold);
        ConfigurationError TN-V001 (no log), TN-V006 (a key), TN-V027 (nothing that can be verified);
        EvaluationError TN-V013.
    """
    project = find_project(project_dir) if given is None or project_dir else _project_around()
    own = None if project is None else find_log_file(project)
    path = given or own
    if path is None:
        raise no_log(project)
    if (path / "log.sqlite").is_file():
        path = path / "log.sqlite"
    asked = Asked(
        key=None if key is None else _keys(key, ED25519)[0],
        witnesses=[one for text in witnesses for one in _keys(text, COSIGNATURE)],
        checkpoints=list(checkpoints),
        own=own,
    )
    if path.is_dir():
        return _export(path, asked)
    with database_errors(path), path.open("rb") as file:
        beginning = file.read(len(SQLITE_MAGIC))
    if beginning == SQLITE_MAGIC:
        return _log(path, asked, project)
    return _proof(path, asked)


@dataclass(frozen=True)
class Asked:
    """What the caller trusts and demands.

    Attributes:
        own: log file of the project around, whose key is trusted if no other is given.
    """

    key: VerifierKey | None
    witnesses: list[VerifierKey]
    checkpoints: list[Path]
    own: Path | None

    def signers(self, written: VerifierKey | None, found: str) -> tuple[Signers, str]:
        """Return the keys to verify with, and where the log's came from.

        Args:
            written: the key that what is verified names as its own.
            found: words for where that is.
        """
        others: list[VerifierKey] = []
        project_key = None
        if self.own is not None:
            store = Store(self.own, read_only=True)
            project_key = read_verifier_key(store.identity().vkey, ED25519)
            others = [one.key for one in known_witnesses(store)]
            store.close()
        for key, key_from in ((self.key, "given"), (project_key, "of the project's log"), (written, found)):
            if key is not None:
                return Signers(key, self.witnesses, others), key_from
        raise _nothing("the log's public key is not known")


def _log(path: Path, asked: Asked, project: Project | None) -> VerifyReport:
    store = Store(path, read_only=True)
    try:
        identity = store.identity()
        signers, key_from = asked.signers(read_verifier_key(identity.vkey, ED25519), "from the log itself")
        others = [*signers.others, *(one.key for one in known_witnesses(store))]
        checkpoints = asked.checkpoints
        if project is not None and path == asked.own:
            signed = last_signed(signers.log, key_folder(signers.log, identity.keys))
            checkpoints = [*checkpoints, published_checkpoint(project), signed]
        kept = read_kept(checkpoints)
        verified = verified_file(store, Signers(signers.log, signers.demanded, others))
        for checkpoint in kept:
            require_prefix(checkpoint, signers.log, verified.head, TileTree(store.tile))
    finally:
        store.close()
    return VerifyReport(path, verified, signers.log, key_from, [one.path for one in kept])


def _export(path: Path, asked: Asked) -> VerifyReport:
    if not (path / "checkpoint").is_file():
        raise _nothing("the folder holds neither a log nor an export", path)
    signers, key_from = asked.signers(exported_log_key(path), "from the export itself")
    verified = verified_export(path, signers)
    tree = TileTree(exported_tiles(path, verified.head.size))
    for checkpoint in read_kept(asked.checkpoints):
        require_prefix(checkpoint, signers.log, verified.head, tree)
    return VerifyReport(path, verified, signers.log, key_from, asked.checkpoints)


def _proof(path: Path, asked: Asked) -> VerifyReport:
    written = read_text_file(path)
    row = read_row_proof(written) if written.startswith("{") else None
    if row is None and not written.startswith(FIRST_LINE):
        raise _nothing("the file is neither a log nor a proof", path)
    signers, key_from = asked.signers(None, "")
    verified = verified_proof(written if row is None else row.bundle, signers)
    if row is not None and verified.entry is not None:
        row.require_in(verified.entry.entry)
    for checkpoint in asked.checkpoints:
        kept = open_checkpoint(read_text_file(checkpoint), signers.log)
        if (kept.size, kept.root) != (verified.head.size, verified.head.root):
            raise _nothing("a proof is held against the checkpoint that it was made under only", checkpoint)
    return VerifyReport(path, verified, signers.log, key_from, asked.checkpoints, row)


def _keys(text: str, type_: int) -> list[VerifierKey]:
    """Read keys from a file, or the one that the text is."""
    lines = [text]
    if "+" not in text or Path(text).is_file():
        path = Path(text)
        lines = read_text_file(path).split() if path.is_file() else []
    if not lines:
        raise _nothing("there is no public key", Path(text))
    return [read_verifier_key(line, type_) for line in lines]


def _project_around() -> Project | None:
    """The project that we stand in, if any: what is given may come from elsewhere."""
    try:
        return find_project()
    except ConfigurationError as refusal:
        if refusal.code == "TN-S002":
            return None
        raise


def _nothing(problem: str, path: Path | None = None) -> ConfigurationError:
    return ConfigurationError(
        "TN-V027",
        problem,
        where=str(path or ""),
        mend="give --log a log.sqlite, an export or a .tlog-proof, and the log's public key with --key",
    )
