"""An operator who has read the thresholds: wide windows, small groups, popular targets, changing phones."""

import numpy as np

from .world import DAY, World

KIND = "threshold_aware"
PHONES = 3


def plant(world: World, events: int) -> None:
    """Add groups until about `events` events are added.

    Aged accounts in groups of six to eleven; a task takes 50 to 70 % of the group within 3.2 to 5 hours; one
    or two targets of an author, half of them among the most popular tenth; half of the life is camouflage;
    each account has three phones and as many networks.
    """
    rng = world.rng
    while events > 0:
        group = world.recruits(int(rng.integers(6, 12)), KIND, fraud=True, batch=False)
        phones = rng.integers(0, 2**46, (len(group), PHONES))
        networks = rng.choice(world.prefix, (len(group), PHONES))
        tasks = world.clients(int(rng.integers(14, 30)), per_author=2)
        top = world.popular[: max(20, len(world.popular) // 10)]
        famous = rng.random(len(tasks)) < 0.5
        tasks[famous] = rng.choice(top, famous.sum(), replace=False)
        which, task = np.nonzero(rng.random((len(group), len(tasks))) < rng.uniform(0.5, 0.7))
        start = rng.integers(0, 41, len(tasks)) * DAY + world.clock(len(tasks))
        width = rng.uniform(3.2 * 3600, 5 * 3600, len(tasks))
        at = start[task] + rng.random(len(task)) * width[task]
        phone = rng.integers(0, PHONES, len(which))
        done = world.add(
            KIND,
            group[which],
            tasks[task],
            at,
            device=phones[which, phone],
            prefix=networks[which, phone],
        )
        done += world.camouflage(KIND, group, max(1, done // len(group)))
        events -= max(done, 1)
