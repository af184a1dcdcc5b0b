"""What a log keeps, table by table. Nothing here decides or verifies anything."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from ..errors import GateError
from .bundles import read_bundle, write_bundle
from .database import create_database, database_errors, open_database, transaction
from .merkle import HASH_BYTES
from .tiles import WIDTH

APPLICATION_ID = 0x746E6C01  # "tnl", format 1
SCHEMA = """
create table log (origin text not null, vkey text not null, keys text not null);
create table tiles (level integer, n integer, hashes blob not null, primary key (level, n));
create table bundles (n integer primary key, entries blob not null);
-- a checksum of 32 bits finds a key quickly; keys may share one, so a hit is compared with the entry itself
create table keys (checksum integer, position integer, primary key (checksum, position)) without rowid;
create table kinds (kind text, bundle integer, primary key (kind, bundle)) without rowid;
create table checkpoints (size integer primary key, note text not null);
create table witnesses (name text primary key, vkey text not null, url text not null);
create table cosignatures (size integer, name text, line text not null, primary key (size, name));
"""


@dataclass(frozen=True)
class Identity:
    """What a log is called and who signs it.

    Attributes:
        vkey: its public key, as a verifier key.
        keys: folder in which its private key was made.
    """

    origin: str
    vkey: str
    keys: str


class Store:
    """An open log file. Every method raises EvaluationError TN-V013 when SQLite cannot read or write."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._con = open_database(path, APPLICATION_ID, read_only=read_only)
        self._last_bundle: tuple[int, list[bytes]] = (-1, [])

    @staticmethod
    def create(path: Path, identity: Identity, checkpoint: str) -> None:
        """Write a log of no entries. Raises: ConfigurationError TN-V002 if there is one."""
        first: dict[str, list[object]] = {
            "log": [identity.origin, identity.vkey, identity.keys],
            "checkpoints": [0, checkpoint],
        }
        create_database(path, APPLICATION_ID, SCHEMA, first)

    def close(self) -> None:
        self._con.close()

    def writing(self) -> AbstractContextManager[None]:
        return transaction(self._con, self.path, write=True)

    def reading(self) -> AbstractContextManager[None]:
        return transaction(self._con, self.path)

    def identity(self) -> Identity:
        [row] = self.rows("select origin, vkey, keys from log")
        return Identity(*row)

    def tile(self, level: int, n: int, width: int) -> bytes:
        """Return the first `width` hashes of a tile. Raises: GateError TN-V022 if it has fewer."""
        found = self.rows("select hashes from tiles where level = ? and n = ?", [level, n])
        hashes: bytes = found[0][0] if found else b""
        if len(hashes) < width * HASH_BYTES:
            raise _missing(f"tile {level}/{n} has {len(hashes) // HASH_BYTES} of {width} hashes")
        return hashes[: width * HASH_BYTES]

    def bundle(self, n: int) -> list[bytes]:
        """Return the entries of bundle `n`; none if it does not exist."""
        found = self.rows("select entries from bundles where n = ?", [n])
        return read_bundle(found[0][0]) if found else []

    def entry(self, position: int) -> bytes:
        """Return one entry. Raises: GateError TN-V022 if it is not there."""
        n, place = divmod(position, WIDTH)
        if self._last_bundle[0] != n or place >= len(self._last_bundle[1]):  # a bundle only ever grows
            self._last_bundle = n, self.bundle(n)
        if place >= len(self._last_bundle[1]):
            raise _missing(f"entry {position} is not there")
        return self._last_bundle[1][place]

    def positions(self, checksums: Iterable[int]) -> list[int]:
        """Return, in order, the positions of the entries whose key has one of these checksums."""
        found = self.rows(
            # cross join keeps the order: sorted checksums walk the index from left to right
            "select keys.position from json_each(?) as wanted"
            " cross join keys on keys.checksum = wanted.value",
            [json.dumps(sorted(set(checksums)))],
        )
        return sorted(position for (position,) in found)

    def bundles_of(self, kind: str, first: int) -> list[int]:
        """Return the bundles from `first` on that hold entries of a kind, in order."""
        found = self.rows(
            "select bundle from kinds where kind = ? and bundle >= ? order by bundle", [kind, first]
        )
        return [bundle for (bundle,) in found]

    def checkpoints(self, last: int = -1) -> list[tuple[int, str]]:
        """Return (size, note) of checkpoints, the newest first; `last` limits them, -1 gives all."""
        return self.rows("select size, note from checkpoints order by size desc limit ?", [last])

    def put_tiles(self, tiles: Iterable[tuple[int, int, bytes]]) -> None:
        self._put("insert or replace into tiles values (?, ?, ?)", tiles)

    def put_entries(self, position: int, entries: Sequence[bytes]) -> None:
        """Add entries from `position` on, which is the number of those that are there."""
        n, width = divmod(position, WIDTH)
        joined = [*(self.bundle(n) if width else ()), *entries]
        bundles = (
            (n + start // WIDTH, write_bundle(joined[start : start + WIDTH]))
            for start in range(0, len(joined), WIDTH)
        )
        self._put("insert or replace into bundles values (?, ?)", bundles)

    def put_keys(self, position: int, keys: Iterable[str]) -> None:
        """Index the keys of the entries from `position` on."""
        places = sorted([(key_checksum(key) << 31) + place for place, key in enumerate(keys, position)])
        self.rows(
            # one JSON text is bound in half the time of a row each
            "insert into keys select value >> 31, value & 0x7fffffff from json_each(?)",
            [json.dumps(places)],
        )

    def put_kinds(self, kinds: Iterable[tuple[str, int]]) -> None:
        self._put("insert or ignore into kinds values (?, ?)", kinds)

    def put_checkpoint(self, size: int, note: str) -> None:
        self._put("insert into checkpoints values (?, ?)", [(size, note)])

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        with database_errors(self.path):
            return self._con.execute(sql, parameters).fetchall()

    def _put(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        with database_errors(self.path):
            self._con.executemany(sql, rows)


def key_checksum(key: str) -> int:
    """Return the number under which a key is looked up."""
    return crc32(key.encode())


def _missing(problem: str) -> GateError:
    return GateError(
        "TN-V022",
        f"the log does not hold what its checkpoint says: {problem}",
        mend="compare with an older copy or export of the log",
    )
