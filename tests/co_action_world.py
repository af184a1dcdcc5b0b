"""A made-up month of likes: honest crowds that look like attacks, and four attacks that look like crowds."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

HOUR, DAY = 3600, 86400
SPAN = 40 * DAY
AUTHORS, POSTS = 120, 4
HONEST, LIKES = 1500, 12
# one author with a following and one with a client's order, both beyond the ordinary ones
STAR, CLIENT = AUTHORS, AUTHORS + 1


@dataclass
class World:
    """Posts with author and publication in seconds, likes as (account, post, second)."""

    chance: random.Random
    author: list[int] = field(default_factory=list)
    published: list[int] = field(default_factory=list)
    likes: list[tuple[str, int, int]] = field(default_factory=list)

    def publish(self, author: int, posts: int, last_day: int) -> list[int]:
        """Add posts of an author, each at some moment before `last_day`, and return their numbers."""
        first = len(self.author)
        self.author += [author] * posts
        self.published += [self.chance.randrange(last_day * DAY) for _ in range(posts)]
        return list(range(first, first + posts))

    def like(self, account: str, post: int, second: float) -> None:
        """Add a like, unless the month is over by then."""
        if second < SPAN:
            self.likes.append((account, post, int(second)))

    def live(self, account: str, likes: int = LIKES) -> None:
        """Like popular posts rather than others, at the pace at which an audience comes."""
        for _ in range(likes):
            post = int(self.chance.paretovariate(0.5)) % (AUTHORS * POSTS)
            self.like(account, post, self.published[post] + self.chance.expovariate(1 / DAY))

    def camouflage(self, account: str, likes: int) -> None:
        """Like whatever is at hand, long after its audience."""
        for _ in range(likes):
            self.like(account, self.chance.randrange(AUTHORS * POSTS), self.chance.uniform(38, 40) * DAY)


def co_action_world(seed: int = 1) -> World:
    """Return the world; accounts are named for what they are, `farm3` or `fan7`."""
    world = World(random.Random(seed))
    for author in range(AUTHORS):
        world.publish(author, POSTS, 39)
    for number in range(HONEST):
        world.live(f"honest{number}")
    for crowd in (_fans, _pushed, _family, _farm, _drip, _pool, _client):
        crowd(world)
    return world


def _post_of(world: World, author: int) -> int:
    return author * POSTS + world.chance.randrange(POSTS)


def _fans(world: World) -> None:
    posts = world.publish(STAR, 15, 35)
    for number in range(40):
        world.live(f"fan{number}")
        for post in posts:
            if world.chance.random() < 0.9:
                world.like(f"fan{number}", post, world.published[post] + world.chance.expovariate(0.5 / HOUR))


def _pushed(world: World) -> None:
    post = _post_of(world, 7)
    for number in range(120):
        world.live(f"pushed{number}")
        world.like(f"pushed{number}", post, 30 * DAY + world.chance.uniform(0, HOUR / 2))


def _family(world: World) -> None:
    for member in range(5):
        world.live(f"family{member}")
    for author in world.chance.sample(range(AUTHORS), 20):
        post = _post_of(world, author)
        evening = world.published[post] + world.chance.expovariate(1 / DAY)
        for member in range(5):
            world.like(f"family{member}", post, evening + world.chance.uniform(0, HOUR))


def _farm(world: World) -> None:
    for author in range(20, 32):
        post, start = _post_of(world, author), world.chance.uniform(10, 38) * DAY
        for member in range(12):
            world.like(f"farm{member}", post, start + world.chance.uniform(0, HOUR / 2))
    for member in range(12):
        world.camouflage(f"farm{member}", 5)


def _drip(world: World) -> None:
    for author in range(40, 54):
        post = _post_of(world, author)
        for member in range(12):
            world.like(f"drip{member}", post, world.chance.uniform(10, 38) * DAY)
    for member in range(12):
        world.camouflage(f"drip{member}", 3)


def _pool(world: World) -> None:
    for author in range(60, 120):
        post, start = _post_of(world, author), world.chance.uniform(10, 38) * DAY
        for member in world.chance.sample(range(150), 15):
            world.like(f"pool{member}", post, start + world.chance.uniform(0, HOUR / 3))


def _client(world: World) -> None:
    for post in world.publish(CLIENT, 12, 35):
        start = world.published[post] + 2 * DAY
        for member in range(10):
            world.like(f"client{member}", post, start + world.chance.uniform(0, 3 * HOUR))


def write_world(world: World, folder: Path) -> None:
    """Write interactions.parquet and targets.parquet in the canonical columns."""
    folder.mkdir(parents=True, exist_ok=True)
    start = pl.datetime(2024, 1, 1)
    accounts, posts, seconds = zip(*world.likes, strict=True)
    pl.DataFrame({"actor_id": accounts, "target_id": posts, "second": seconds}).select(
        pl.int_range(pl.len()).cast(pl.String).alias("interaction_id"),
        "actor_id",
        pl.col("target_id").cast(pl.String),
        pl.lit("like").alias("action"),
        (start + pl.duration(seconds="second")).alias("occurred_at"),
    ).write_parquet(folder / "interactions.parquet")
    pl.DataFrame({"author_id": world.author, "second": world.published}).select(
        pl.int_range(pl.len()).cast(pl.String).alias("target_id"),
        pl.col("author_id").cast(pl.String),
        (start + pl.duration(seconds="second")).alias("published_at"),
    ).write_parquet(folder / "targets.parquet")
