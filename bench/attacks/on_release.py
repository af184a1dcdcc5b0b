"""A farm of several authors that delivers the moment a post appears, as paid likes do and as fans do."""

import numpy as np

from .world import SPAN, World

KIND = "on_release"


def plant(world: World, events: int) -> None:
    """Add farms of 15 to 60 accounts until about `events` events are added; most act within an hour."""
    rng = world.rng
    born = np.flatnonzero((world.birth >= 0) & (world.birth < SPAN - 7200))
    while events > 0:
        farm = world.recruits(int(rng.integers(15, 60)), KIND, fraud=True, batch=rng.random() < 0.5)
        tasks = np.intersect1d(world.clients(len(world.author)), born)
        tasks = rng.choice(tasks, min(int(rng.integers(12, 30)), len(tasks)), replace=False)
        who, task = np.nonzero(rng.random((len(farm), len(tasks))) < rng.uniform(0.6, 0.95))
        at = world.birth[tasks[task]] + rng.exponential(1800, len(who))
        events -= max(1, world.add(KIND, farm[who], tasks[task], at))
