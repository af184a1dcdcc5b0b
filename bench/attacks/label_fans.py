"""Fans of a label with many artists: what comes out they like within hours, whoever it is by."""

import numpy as np

from .world import World

KIND = "neg_label_fans"


def plant(world: World, events: int) -> None:
    """Add labels of ten to twenty artists with 40 to 150 fans until about `events` events are added."""
    rng = world.rng
    while events > 0:
        fans = world.people(int(rng.integers(40, 150)), KIND, fraud=False)
        if len(fans) < 10:
            return
        artists = np.unique(rng.choice(world.authors_with(2), int(rng.integers(10, 21))))
        posts = np.concatenate([world.posts(int(artist), limit=4) for artist in artists])
        love = rng.beta(2, 2, len(fans))
        who, post = np.nonzero(rng.random((len(fans), len(posts))) < love[:, None])
        at = world.birth[posts[post]] + np.exp(rng.normal(np.log(2 * 3600), 1.1, len(who)))
        events -= max(1, world.add(KIND, fans[who], posts[post], at, fraud=False))
