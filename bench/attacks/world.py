"""A planted data set as attacks see it, and the events that they add to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
DAY = 86400
SPAN = 42 * DAY
# likes by hour of the day, as in the base data: the night is quiet
HOURS = np.array([3, 2, 1, 1, 1, 1, 2, 4, 6, 6, 6, 7, 9, 8, 6, 6, 6, 7, 8, 10, 12, 13, 11, 6], float)
ROAMING = 0.2


@dataclass
class Events:
    """Added events as equal columns; `text` is NULL for a like."""

    user: Ints
    content: Ints
    at: Ints
    prefix: Ints
    device: Ints
    text: npt.NDArray[np.object_]
    kind: str
    fraud: bool
    camouflage: bool


@dataclass
class World:
    """Accounts and contents of the base, and what is added.

    Ids are positions: user i of the base keeps the number i until the data set is written.

    Attributes:
        kind: of each user, `bg` for those that take part in nothing yet.
        degree: events of each user in the base.
        popular: contents, most liked first.
        author, birth: of each content; births in seconds, some before 0.
    """

    rng: np.random.Generator
    author: Ints
    birth: Ints
    popular: Ints
    created: Ints
    prefix: Ints
    device: Ints
    degree: Ints
    kind: npt.NDArray[np.object_]
    fraud: npt.NDArray[np.bool_]
    added: list[Events] = field(default_factory=list)

    def clock(self, size: int) -> Ints:
        """Seconds of the day by the daily rhythm."""
        hours = self.rng.choice(24, size, p=HOURS / HOURS.sum())
        return np.asarray(hours * 3600 + self.rng.integers(0, 3600, size), np.int64)

    def recruits(self, size: int, kind: str, *, fraud: bool, batch: bool) -> Ints:
        """New accounts with phones of their own; a batch signs up on one day, others over 300 days."""
        start = len(self.kind)
        days = self.rng.integers(-20, 20) if batch else -self.rng.integers(1, 300, size)
        created = np.asarray(days * DAY + self.rng.integers(0, DAY, size), np.int64)
        self.created = np.append(self.created, created)
        self.prefix = np.append(self.prefix, self.rng.choice(self.prefix, size))
        self.device = np.append(self.device, self.rng.integers(0, 2**46, size))
        self.degree = np.append(self.degree, np.zeros(size, np.int64))
        self.kind = np.append(self.kind, np.full(size, kind, object))
        self.fraud = np.append(self.fraud, np.full(size, fraud))
        return np.arange(start, start + size)

    def people(self, size: int, kind: str, *, fraud: bool, least_events: int = 5) -> Ints:
        """Honest accounts of the base that take part in nothing yet; from now on they are of this kind."""
        free = np.flatnonzero((self.kind == "bg") & (self.degree >= least_events))
        chosen = self.rng.choice(free, min(size, len(free)), replace=False)
        self.kind[chosen], self.fraud[chosen] = kind, fraud
        return np.asarray(chosen, np.int64)

    def clients(self, size: int, *, per_author: int = 1) -> Ints:
        """Contents of several paying authors, mostly unpopular, at most `per_author` of each."""
        mixed = self.rng.permutation(len(self.author))
        mixed = mixed[np.argsort(self.author[mixed], kind="stable")]
        first = np.searchsorted(self.author[mixed], self.author[mixed])
        few = mixed[np.arange(len(mixed)) - first < per_author]
        return np.asarray(self.rng.permutation(few)[:size], np.int64)

    def posts(self, author: int, limit: int = 60) -> Ints:
        """Contents of an author born within the observed weeks."""
        own = np.flatnonzero(self.author == author)
        return own[(self.birth[own] >= 0) & (self.birth[own] < SPAN - DAY)][:limit]

    def authors_with(self, posts: int, at_most: int = 10**9) -> Ints:
        """Authors with so many posts within the observed weeks; the most prolific if there are none."""
        inside = (self.birth >= 0) & (self.birth < SPAN - DAY)
        count = np.bincount(self.author[inside])
        found = np.flatnonzero((count >= posts) & (count <= at_most))
        return found if len(found) else np.array([int(count.argmax())])

    def add(self, kind: str, user: Ints, content: Ints, at: npt.NDArray[Any], **more: Any) -> int:
        """Add events of users from their own phones and networks, sometimes roaming.

        Args:
            more: `fraud` (default true), `camouflage` (default false), `text`, `prefix`, `device`.
        Returns: how many fell inside the observed weeks.
        """
        inside = (at >= 0) & (at < SPAN)
        roams = self.rng.random(len(user)) < ROAMING
        prefix = np.where(roams, self.rng.choice(self.prefix, len(user)), self.prefix[user])
        columns = {"text": np.full(len(user), None, object), "prefix": prefix, "device": self.device[user]}
        columns |= {name: more.pop(name) for name in list(more) if name in columns}
        flags: dict[str, Any] = {"fraud": True, "camouflage": False} | more
        kept: dict[str, Any] = {name: column[inside] for name, column in columns.items()}
        user, content, at = (np.asarray(column, np.int64)[inside] for column in (user, content, at))
        self.added.append(Events(user, content, at, kind=kind, **kept, **flags))
        return int(inside.sum())

    def camouflage(self, kind: str, users: Ints, each: int) -> int:
        """Likes of popular contents at honest hours, to look like everyone."""
        user = np.repeat(users, each)
        rank = (len(self.popular) * self.rng.random(len(user)) ** 3.2).astype(np.int64)
        at = self.rng.integers(0, 42, len(user)) * DAY + self.clock(len(user))
        return self.add(kind, user, self.popular[rank], at, camouflage=True)


def world_of(base: Path, seed: int) -> World:
    """Read the base; a device or prefix of an account is the one that it uses most."""
    # one thread: ties of mode() fall by the order of reading
    with duckdb.connect(config={"threads": 1}) as connection:
        tables = {name: f"'{base}/{name}.parquet'" for name in ("users", "contents", "events", "truth_users")}
        people = connection.execute(
            f"""
            select users.created_ts, truth.kind, truth.fraud, coalesce(seen.degree, 0) as degree,
                coalesce(seen.prefix, hash(users.user_id) & 70368744177663) as prefix,
                coalesce(seen.device, hash(users.user_id + 1) & 70368744177663) as device
            from {tables["users"]} as users
            inner join {tables["truth_users"]} as truth using (user_id)
            left join (
                select user_id, count(*) as degree, mode(ip_prefix) as prefix, mode(device_id) as device
                from {tables["events"]} group by user_id
            ) as seen using (user_id)
            order by user_id
            """
        ).fetchnumpy()
        contents = connection.execute(
            f"""
            select contents.author_id, contents.birth_ts, coalesce(likes, 0) as likes
            from {tables["contents"]} as contents
            left join (
                select content_id, count(*) as likes from {tables["events"]} group by content_id
            ) as liked using (content_id)
            order by content_id
            """
        ).fetchnumpy()
    return World(
        rng=np.random.default_rng(seed),
        author=np.asarray(contents["author_id"], np.int64),
        birth=np.asarray(contents["birth_ts"], np.int64),
        popular=np.argsort(-np.asarray(contents["likes"]), kind="stable"),
        created=np.asarray(people["created_ts"], np.int64),
        prefix=np.asarray(people["prefix"], np.int64),
        device=np.asarray(people["device"], np.int64),
        degree=np.asarray(people["degree"], np.int64),
        kind=np.asarray(people["kind"], object),
        fraud=np.asarray(people["fraud"], bool),
    )
