"""The log that truenorth writes to: entries go in once, in one transaction, under a new signed checkpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from ..errors import ConfigurationError, GateError
from ..project import Project
from .anchors import Kept, last_signed, published_checkpoint, read_kept, remember, require_prefix
from .append import new_entries, positions_of, write_entries
from .checkpoint import Checkpoint, checkpoint_text
from .entry import Entry, Logged, read_entry, timestamp_text
from .head import cosigned_checkpoint, verified_head
from .keys import key_folder, load_key
from .note import Note, sign
from .proof import Proof, write_proof
from .store import Store
from .tiles import WIDTH, TileTree
from .vkeys import ED25519, read_verifier_key

__all__ = ["Appended", "Entry", "EvidenceLog", "Logged", "find_log_file", "log_file"]


@dataclass(frozen=True)
class Appended:
    """What an append came to.

    Attributes:
        added: entries that are new.
        skipped: entries that were logged before, with the same body.
        size: entries on the log now.
        checkpoint: the newest checkpoint.
    """

    added: int
    skipped: int
    size: int
    checkpoint: str


def log_file(project: Project) -> Path:
    """Return where a project's log lies."""
    return project.root / "evidence" / "log.sqlite"


def find_log_file(project: Project) -> Path | None:
    """Return the project's log file, None if it never had one.

    Raises: GateError TN-V003 if it published a checkpoint and the log is gone.
    """
    path = log_file(project)
    if path.exists():
        return path
    if published_checkpoint(project).exists():
        raise GateError(
            "TN-V003",
            "this project published a checkpoint of a log, and the log is gone",
            where=str(path),
            mend="bring the log file back from a copy",
        )
    return None


class EvidenceLog:
    """The open log of one project.

    Opening it verifies the newest checkpoint and that it continues the one that was published and the one
    that was signed last. `truenorth evidence verify` reads everything.

    Attributes:
        key: public key of the log.
        identity: its name, and where its private key was made.
    """

    def __init__(self, store: Store, project: Project, clock: Callable[[], datetime]) -> None:
        self.store = store
        self._clock = clock
        self.identity = store.identity()
        self.key = read_verifier_key(self.identity.vkey, ED25519)
        self._keys = key_folder(self.key, self.identity.keys)
        self._anchors = (published_checkpoint(project), last_signed(self.key, self._keys))

    @classmethod
    def open(
        cls, project: Project, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> EvidenceLog | None:
        """Open the project's log; None if it never had one. Nothing is ever created here.

        Raises: GateError TN-V003 (the log is gone), TN-V004 (it is shorter or another than it was),
            TN-V020 to TN-V022 (its head is damaged); EvaluationError TN-V013 (cannot be read).
        """
        path = find_log_file(project)
        if path is None:
            return None
        log = cls(Store(path), project, clock)
        try:
            kept = read_kept(log._anchors)
            with log.store.reading():
                log._head(kept)
        except BaseException:
            log.close()
            raise
        return log

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def size(self) -> int:
        """Number of entries."""
        [(size, _)] = self.store.checkpoints(1)
        return size

    def append(self, entries: Iterable[Entry]) -> Appended:
        """Log what is not logged yet, all of it or nothing, and sign a new checkpoint.

        An entry whose key is known is passed over if kind and body are equal: after a kill, append again.

        Raises: GateError TN-V011 if a known key comes with another kind or body; ConfigurationError TN-V005,
            TN-V006 (private key), TN-V010 (an entry that cannot be written); see also `open`.
        """
        with self.store.writing():
            head = self._head(read_kept(self._anchors))
            at = timestamp_text(self._clock().astimezone(UTC))
            new, given = new_entries(self.store, entries, at)
            if not new:
                return Appended(0, given, head.size, self.checkpoint())
            size = head.size + len(new)
            text = checkpoint_text(self.identity.origin, size, write_entries(self.store, head.size, new))
            signed = str(Note(text, (sign(text, self.key.name, load_key(self.key, self._keys)),)))
            self.store.put_checkpoint(size, signed)
        remember(self._anchors[1], signed)
        return Appended(len(new), given - len(new), size, signed)

    def known(self, keys: Iterable[str]) -> set[str]:
        """Return those of the keys that are logged."""
        with self.store.reading():
            return set(positions_of(self.store, keys))

    def last(self, kind: str) -> Entry | None:
        """Return the newest entry of a kind."""
        with self.store.reading():
            return next((logged.entry for logged in self.newest(kind)), None)

    def newest(self, kind: str | None = None) -> Iterator[Logged]:
        """Yield entries from the newest back, of one kind or all."""
        for bundle in reversed(self._bundles(kind, 0)):
            yield from (one for one in reversed(self._bundle(bundle)) if kind in (None, one.entry.kind))

    def entries(self, kind: str | None = None, start: int = 0) -> Iterator[Logged]:
        """Yield entries in order, from index `start` on, of one kind or all."""
        for bundle in self._bundles(kind, start // WIDTH):
            for logged in self._bundle(bundle):
                if logged.index >= start and kind in (None, logged.entry.kind):
                    yield logged

    def checkpoint(self, size: int | None = None) -> str:
        """Return a signed checkpoint with the cosignatures it has; the newest, or that of `size` entries.

        Raises: ConfigurationError TN-V012 if no checkpoint was signed at that size.
        """
        with self.store.reading():
            return str(self._cosigned(size))

    def prove(self, key: str, size: int | None = None) -> str:
        """Return a tlog-proof that the entry with this key is on the log; its bytes are the extra data.

        Args:
            size: of the checkpoint to prove it under; the newest by default.
        Raises: ConfigurationError TN-V012 if no such entry is logged, or not yet at that size.
        """
        with self.store.reading():
            position = positions_of(self.store, [key]).get(key)
            note = self._cosigned(size)
            covered = int(note.text.split("\n")[1])
            if position is None or position >= covered:
                raise ConfigurationError(
                    "TN-V012",
                    f"no entry of this key is among the first {covered:,}",
                    mend="`truenorth evidence show` lists keys",
                )
            path = TileTree(self.store.tile).inclusion_proof(position, covered)
            return write_proof(Proof(position, tuple(path), note, self.store.entry(position)))

    def _head(self, kept: list[Kept]) -> Checkpoint:
        """Verify and return the newest checkpoint: nothing is added to a history that does not hold."""
        head = verified_head(self.store, self.key)
        for checkpoint in kept:
            require_prefix(checkpoint, self.key, head, TileTree(self.store.tile))
        return head

    def _cosigned(self, size: int | None) -> Note:
        wanted = self.size if size is None else size
        return cosigned_checkpoint(self.store, wanted)

    def _bundles(self, kind: str | None, first: int) -> Sequence[int]:
        if kind is None:
            return range(first, -(-self.size // WIDTH))
        return self.store.bundles_of(kind, first)

    def _bundle(self, n: int) -> list[Logged]:
        return [
            read_entry(written, position) for position, written in enumerate(self.store.bundle(n), n * WIDTH)
        ]
