"""Five accounts of one operator that serve several authors: below the size that most methods look for."""

import numpy as np

from .world import DAY, World


def plain(world: World, events: int) -> None:
    """Add groups without any other life until about `events` events are added."""
    _groups(world, events, "groups_of_five", camouflage=False)


def camouflaged(world: World, events: int) -> None:
    """As above; each account likes as many popular contents besides."""
    _groups(world, events, "groups_of_five_camo", camouflage=True)


def _groups(world: World, events: int, kind: str, *, camouflage: bool) -> None:
    rng = world.rng
    while events > 0:
        group = world.recruits(5, kind, fraud=True, batch=False)
        tasks = world.clients(int(rng.integers(12, 30)))
        which, task = np.nonzero(rng.random((len(group), len(tasks))) < rng.uniform(0.6, 0.95))
        start = rng.integers(0, 41, len(tasks)) * DAY + world.clock(len(tasks))
        at = start[task] + rng.random(len(task)) * rng.uniform(900, 3 * 3600)
        done = world.add(kind, group[which], tasks[task], at)
        if camouflage:
            done += world.camouflage(kind, group, max(1, done // len(group)))
        events -= max(done, 1)
