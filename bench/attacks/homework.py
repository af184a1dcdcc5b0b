"""A class that is given the same twelve videos as homework."""

import numpy as np

from .world import DAY, World

VIDEOS = 12


def plant(world: World, events: int) -> None:
    """Add classes whose videos come from four to six authors, until about `events` events are added."""
    _classes(world, events, "neg_homework", authors=(4, 7))


def of_many_authors(world: World, events: int) -> None:
    """As above; each of the twelve videos is by another author, as a farm's targets are."""
    _classes(world, events, "neg_homework_wide", authors=(VIDEOS, VIDEOS + 1))


def _classes(world: World, events: int, kind: str, *, authors: tuple[int, int]) -> None:
    """Add classes.

    25 to 40 pupils, a third of them signed up on the first day of term; two videos a
    week; four in five pupils do them on the evening that they are due.
    """
    rng = world.rng
    while events > 0:
        size = int(rng.integers(25, 41))
        pupils = world.people(size * 2 // 3, kind, fraud=False)
        pupils = np.append(pupils, world.recruits(size // 3, kind, fraud=False, batch=True))
        school = world.prefix[pupils[0]]
        world.prefix[pupils] = np.where(rng.random(len(pupils)) < 0.2, school, world.prefix[pupils])
        each = 1 if authors[0] == VIDEOS else 3
        teachers = rng.choice(world.authors_with(each), int(rng.integers(*authors)), replace=False)
        chosen = [world.posts(int(teacher), limit=each) for teacher in teachers]
        videos = np.concatenate(chosen)[:VIDEOS]
        # old videos: what was posted after the due day is due a week after it appeared
        due = (1 + rng.permutation(len(videos)) // 2 * 7 + rng.integers(0, 3)) * DAY
        due = np.maximum(due, world.birth[videos] // DAY * DAY + 7 * DAY)
        who, video = np.nonzero(rng.random((len(pupils), len(videos))) < rng.uniform(0.7, 0.95))
        evening = 17 * 3600 + rng.gamma(3, 3600, len(who))
        early = rng.random(len(who)) < 0.2
        at = due[video] + np.where(early, evening - DAY, evening)
        events -= max(1, world.add(kind, pupils[who], videos[video], at, fraud=False))
        # pupils have a life besides, those who are new too
        _, late = np.unique(pupils, return_index=True)
        new = pupils[late][world.degree[pupils[late]] == 0]
        rank = (len(world.popular) * rng.random(len(new) * 10) ** 3.2).astype(np.int64)
        free = rng.integers(0, 42, len(rank)) * DAY + world.clock(len(rank))
        world.add(kind, np.repeat(new, 10), world.popular[rank], free, fraud=False)
