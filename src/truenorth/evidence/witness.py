"""A witness: it remembers the last checkpoint of each log it watches, and cosigns only what continues it.

Source: c2sp.org/tlog-witness, `add-checkpoint`. One SQLite file keeps the memory; the key lies elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from ..errors import ConfigurationError, GateError
from .checkpoint import Checkpoint, open_checkpoint, read_checkpoint
from .cosignature import cosign
from .database import create_database, database_errors, open_database, transaction
from .keys import create_key, key_folder, load_key
from .merkle import EMPTY_ROOT, HASH_BYTES, verify_consistency
from .note import SignatureLine
from .strict_text import from_base64
from .vkeys import COSIGNATURE, ED25519, read_verifier_key

APPLICATION_ID = 0x746E7701  # "tnw", format 1
SCHEMA = """
create table witness (vkey text not null, keys text not null);
create table logs (origin text primary key, vkey text not null, size integer not null, root blob not null,
    checkpoint text not null);
"""
MOST_HASHES = 63
REQUEST = re.compile(r"old (0|[1-9]\d{0,18})\n((?:[^\n]+\n)*)")


@dataclass(frozen=True)
class Answer:
    """What a witness says to a request.

    Attributes:
        status: HTTP status code.
        body: cosignature lines for 200, the size that it remembers for 409, else a sentence.
    """

    status: int
    body: str


class Witness:
    """An open witness."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Open a witness that exists. Raises: EvaluationError TN-V013; ConfigurationError TN-V006."""
        self.path = path
        self._con = open_database(path, APPLICATION_ID)
        self._clock = clock
        [(vkey, keys)] = self._con.execute("select vkey, keys from witness").fetchall()
        self.key = read_verifier_key(vkey, COSIGNATURE)
        self._private = load_key(self.key, key_folder(self.key, keys))

    @staticmethod
    def create(path: Path, name: str, keys: Path) -> None:
        """Make a witness that watches no log yet, and its key.

        Raises: ConfigurationError TN-V002 (there is one), TN-V005 (key folder), TN-V007 (name).
        """
        if path.exists():
            raise ConfigurationError("TN-V002", "there is one already", where=str(path), mend="go on with it")
        key, file = create_key(name, keys, type_=COSIGNATURE)
        create_database(path, APPLICATION_ID, SCHEMA, {"witness": [str(key), str(file.parent)]})

    def close(self) -> None:
        self._con.close()

    def trust(self, vkey: str) -> str:
        """Watch a log from now on; returns its origin. Raises: ConfigurationError TN-V006, TN-V031."""
        key = read_verifier_key(vkey, ED25519)
        with transaction(self._con, self.path, write=True):
            known = self._con.execute("select vkey from logs where origin = ?", [key.name]).fetchall()
            if known and known != [(vkey,)]:
                raise ConfigurationError(
                    "TN-V031",
                    "another key is trusted for this log already",
                    where=key.name,
                    mend="a log keeps its key; one with a new key needs a new origin",
                )
            self._con.execute(
                "insert or ignore into logs values (?, ?, 0, ?, '')", [key.name, vkey, EMPTY_ROOT]
            )
        return key.name

    def add_checkpoint(self, request: str) -> Answer:
        """Answer a request of tlog-witness; what is remembered is on disk before this returns."""
        head, gap, written = request.partition("\n\n")
        found = REQUEST.fullmatch(f"{head}\n")
        try:
            if not gap or not found:
                return Answer(400, "a request is an old size, a proof, an empty line and a checkpoint\n")
            old_size = int(found[1])
            proof = [from_base64(line) for line in found[2].splitlines()]
            checkpoint = read_checkpoint(written)
        except GateError as refusal:
            return Answer(400, f"{refusal.what}\n")
        if len(proof) > MOST_HASHES or any(len(one) != HASH_BYTES for one in proof):
            return Answer(400, "the proof is not one of at most 63 SHA-256 hashes\n")
        with transaction(self._con, self.path, write=True):
            return self._consider(old_size, proof, checkpoint)

    def _consider(self, old_size: int, proof: list[bytes], checkpoint: Checkpoint) -> Answer:
        known = self._con.execute(
            "select vkey, size, root from logs where origin = ?", [checkpoint.origin]
        ).fetchall()
        if not known:
            return Answer(404, "this witness does not watch that log\n")
        [(vkey, size, root)] = known
        try:
            open_checkpoint(str(checkpoint.note), read_verifier_key(vkey, ED25519))
        except GateError as refusal:
            return Answer(403, f"{refusal.what}\n")
        if old_size > checkpoint.size:
            return Answer(400, "the old size is larger than the checkpoint's\n")
        if old_size != size:
            return Answer(409, f"{size}\n")
        right_if_empty = checkpoint.size > 0 or checkpoint.root == EMPTY_ROOT
        if not right_if_empty or not verify_consistency(size, root, checkpoint.size, checkpoint.root, proof):
            return Answer(422, "the checkpoint does not continue what was seen before\n")
        line = cosign(checkpoint.note.text, self.key.name, self._private, int(self._clock().timestamp()))
        seen = self._cosigned(checkpoint, vkey, line)
        self._con.execute(
            "update logs set size = ?, root = ?, checkpoint = ? where origin = ?",
            [checkpoint.size, checkpoint.root, seen, checkpoint.origin],
        )
        return Answer(200, str(line))

    def _cosigned(self, checkpoint: Checkpoint, vkey: str, line: SignatureLine) -> str:
        by_log = checkpoint.note.by(read_verifier_key(vkey, ED25519))  # nobody else's line was verified
        return str(replace(checkpoint.note, signatures=(*by_log, line)))

    def latest(self, origin_hash: str) -> str | None:
        """Return the last cosigned checkpoint of the log whose origin has this SHA-256 in hex."""
        with database_errors(self.path):
            rows = self._con.execute("select origin, checkpoint from logs where checkpoint <> ''").fetchall()
        for origin, checkpoint in rows:
            if sha256(origin.encode()).hexdigest() == origin_hash:
                return str(checkpoint)
        return None
