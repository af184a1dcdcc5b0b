"""A farm that serves one author: every post of that author is liked by the same accounts in one sitting."""

import numpy as np

from .world import DAY, World

# enough posts to be worth a farm, too few for a star with a fan club
POSTS = (12, 60)


def plain(world: World, events: int) -> None:
    """Add farms without any other life until about `events` events are added."""
    _farms(world, events, "one_client", camouflage=False)


def camouflaged(world: World, events: int) -> None:
    """As above; each account likes as many popular contents besides."""
    _farms(world, events, "one_client_camo", camouflage=True)


def _farms(world: World, events: int, kind: str, *, camouflage: bool) -> None:
    rng = world.rng
    while events > 0:
        farm = world.recruits(int(rng.integers(15, 60)), kind, fraud=True, batch=rng.random() < 0.5)
        posts = world.posts(int(rng.choice(world.authors_with(*POSTS))))
        which, post = np.nonzero(rng.random((len(farm), len(posts))) < rng.uniform(0.6, 0.95))
        # the order comes hours or days after the post, a fan comes with it
        start = (world.birth[posts] // DAY + rng.integers(0, 4, len(posts))) * DAY + world.clock(len(posts))
        start = np.maximum(start, world.birth[posts])
        at = start[post] + rng.random(len(post)) * rng.uniform(900, 3 * 3600)
        done = world.add(kind, farm[which], posts[post], at)
        if camouflage:
            done += world.camouflage(kind, farm, max(1, done // len(farm)))
        events -= max(done, 1)
