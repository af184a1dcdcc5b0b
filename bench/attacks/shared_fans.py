"""A fan club of several creators who work together: nearly every post of all of them, soon."""

import numpy as np

from .world import World

KIND = "neg_shared_fans"


def plant(world: World, events: int) -> None:
    """Add fan clubs of three to six creators until about `events` events are added."""
    rng = world.rng
    while events > 0:
        fans = world.people(int(rng.integers(40, 200)), KIND, fraud=False)
        if len(fans) < 10:
            return
        creators = rng.choice(world.authors_with(4), int(rng.integers(3, 7)))
        posts = np.concatenate([world.posts(int(creator), limit=12) for creator in np.unique(creators)])
        love = rng.beta(3, 2, len(fans))
        who, post = np.nonzero(rng.random((len(fans), len(posts))) < love[:, None])
        at = world.birth[posts[post]] + np.exp(rng.normal(np.log(3600), 1.1, len(who)))
        events -= max(1, world.add(KIND, fans[who], posts[post], at, fraud=False))
