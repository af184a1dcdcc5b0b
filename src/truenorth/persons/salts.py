"""The private side of the evidence: salts, and who was erased. `evidence/salts.sqlite`, for its owner alone.

The log holds salted digests only. A salt that is deleted leaves its digests as noise that no guess can be
held against; that is how a log that never forgets lets a person go. No id stands here either: an owner of a
salt is named by a digest under the key of this file.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from ..errors import EvaluationError
from ..project import Project

SALT_BYTES = 32  # as long as the digests: nothing is gained by guessing the salt instead
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
TABLES = """
    create table if not exists file_key (key text not null);
    create table if not exists salts (owner text primary key, salt text not null) without rowid;
    create table if not exists erased (subject text primary key, erasure text not null, plan text not null)
        without rowid;
"""


def salts_path(project: Project) -> Path:
    """Return where the salts of a project lie."""
    return project.root / "evidence" / "salts.sqlite"


class Salts:
    """The open file; a context manager.

    Attributes:
        key: 64 hex digits, under which owners are digested.
    """

    def __init__(self, path: Path) -> None:
        self._con = sqlite3.connect(path, isolation_level=None)
        # Deleted bytes are overwritten, and no second copy of them waits in a write-ahead log.
        self._con.execute("pragma secure_delete = on")
        self._con.execute("pragma journal_mode = delete")
        self._con.execute("pragma synchronous = extra")
        self._con.executescript(TABLES)
        self._con.execute("begin immediate")
        found = self._con.execute("select key from file_key").fetchone()
        self.key: str = found[0] if found else secrets.token_hex(SALT_BYTES)
        if found is None:
            self._con.execute("insert into file_key values (?)", [self.key])
        self._con.execute("commit")

    @classmethod
    def open(cls, project: Project) -> Salts | None:
        """Open the salts of a project, None if it has none yet."""
        path = salts_path(project)
        return cls(path) if path.is_file() else None

    @classmethod
    def create(cls, project: Project) -> Salts:
        """Open the salts of a project; make the file, readable by its owner alone, if it is not there.

        Raises: EvaluationError TN-V051 if the file can be read by others.
        """
        path = salts_path(project)
        path.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, PRIVATE_FILE))
        if path.stat().st_mode & 0o077:
            raise EvaluationError(
                "TN-V051",
                "the salts can be read by others than their owner",
                where=str(path),
                mend=f"`chmod 600 {path}`, and ask who could read it meanwhile",
            )
        return cls(path)

    def owner(self, kind: str, name: str) -> str:
        """Return the name (64 hex digits) under which a salt is kept; `owner_sql` says the same in SQL."""
        return hashlib.sha256(f"{self.key}{kind}:{name}".encode()).hexdigest()

    def of(self, owners: Iterable[str]) -> dict[str, str]:
        """Return the salt (64 hex digits) of each owner; those that have none are given one, durably."""
        wanted = set(owners)
        self._con.execute("begin immediate")
        found = self._found(wanted)
        fresh = {owner: secrets.token_hex(SALT_BYTES) for owner in wanted - found.keys()}
        self._con.executemany("insert into salts values (?, ?)", sorted(fresh.items()))
        self._con.execute("commit")
        return found | fresh

    def existing(self, owners: Iterable[str]) -> dict[str, str]:
        """Return the salt of each owner that still has one."""
        return self._found(set(owners))

    def erase(self, subject: str, plan: str) -> tuple[str, str]:
        """Remember an owner of kind `subject` as erased: the door keeps their rows out from now on.

        Args:
            plan: what the erasure came to, for the log; without personal data.
        Returns: a random name of the erasure and its plan; those of the first call if it is repeated.
        """
        self._con.execute(
            "insert or ignore into erased values (?, ?, ?)", [subject, secrets.token_hex(16), plan]
        )
        name, first_plan = self._con.execute(
            "select erasure, plan from erased where subject = ?", [subject]
        ).fetchone()
        return name, first_plan

    def erased(self) -> set[str]:
        """Return the owners that were erased."""
        return {owner for (owner,) in self._con.execute("select subject from erased")}

    def delete(self, owners: Iterable[str]) -> None:
        """Delete salts: every digest made with them is noise from here on."""
        self._con.execute("begin immediate")
        self._con.executemany("delete from salts where owner = ?", [(owner,) for owner in owners])
        self._con.execute("commit")

    def close(self) -> None:
        self._con.close()

    def __enter__(self) -> Salts:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _found(self, owners: set[str]) -> dict[str, str]:
        self._con.execute("create temp table if not exists wanted (owner text)")
        self._con.execute("delete from wanted")
        self._con.executemany("insert into wanted values (?)", [(owner,) for owner in owners])
        return dict(self._con.execute("select owner, salt from wanted inner join salts using (owner)"))


def owner_sql(kind: str, expression: str) -> str:
    """SQL of `Salts.owner` for an expression; it has one parameter, the key of the file."""
    return f"sha256(? || '{kind}:' || cast({expression} as varchar))"
