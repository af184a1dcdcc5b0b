"""The one SQLite file of a log: made once, opened, written in whole transactions.

WAL with synchronous FULL: a commit that has returned survives a power cut, and readers never wait.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import ConfigurationError, EvaluationError

WAIT_SECONDS = 60.0
CACHE_KIB = 64_000


def create_database(path: Path, application_id: int, schema: str, rows: dict[str, list[object]]) -> None:
    """Write a new database with one row a table; a file that is there already is never touched.

    Raises: ConfigurationError TN-V002 if there is one, EvaluationError TN-V013.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with database_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            con = sqlite3.connect(draft, isolation_level=None)
            con.execute("pragma journal_mode = wal")
            con.executescript(f"pragma application_id = {application_id}; {schema}")
            for table, values in rows.items():
                con.execute(f"insert into {table} values ({', '.join('?' * len(values))})", values)
            con.close()
            os.link(draft, path)  # unlike a rename, it refuses to replace
            _sync(path.parent)
    except FileExistsError:
        raise ConfigurationError(
            "TN-V002", "there is one already", where=str(path), mend="nothing to do: it goes on"
        ) from None
    finally:
        draft.unlink(missing_ok=True)


def open_database(path: Path, application_id: int, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a database that exists. Raises: EvaluationError TN-V013 if it is not there or another's."""
    # mode=rw never creates, whatever happened to the file since anybody looked
    mode = "ro" if read_only else "rw"
    if read_only and not os.access(path.parent, os.W_OK):
        mode += "&immutable=1"  # SQLite wants to write beside a WAL file that it reads; here nobody can
    with database_errors(path):
        con = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=WAIT_SECONDS
        )
        con.execute("pragma synchronous = full")
        con.execute(f"pragma cache_size = -{CACHE_KIB}")
        [(found,)] = con.execute("pragma application_id").fetchall()
    if found != application_id:
        con.close()
        raise EvaluationError(
            "TN-V013",
            "this file was not written by this command",
            where=str(path),
            mend="give the file that truenorth made",
        )
    return con


@contextmanager
def transaction(con: sqlite3.Connection, path: Path, *, write: bool = False) -> Iterator[None]:
    """Hold one view of the database; with `write` be its only writer: all is kept, or nothing."""
    if con.in_transaction:  # a read inside a larger step
        yield
        return
    with database_errors(path):
        con.execute(f"begin {'immediate' if write else 'deferred'}")
        try:
            yield
            con.execute("commit")
        except BaseException:
            if con.in_transaction:
                con.execute("rollback")
            raise


@contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite or the disk refuses into EvaluationError TN-V013."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        if isinstance(error, FileExistsError):
            raise
        raise EvaluationError(
            "TN-V013",
            f"the file cannot be read or written ({type(error).__name__})",
            where=str(path),
            mend="see that it is whole, that the disk has room and that nobody else holds it, then run again",
        ) from error


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
