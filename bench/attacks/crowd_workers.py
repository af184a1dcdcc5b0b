"""A marketplace of small tasks: many real people, each takes a random few of many tasks over weeks."""

import numpy as np

from .world import DAY, World

KIND = "crowd_workers"
WORKERS_PER_TASK = 25


def plant(world: World, events: int) -> None:
    """Add one marketplace of about `events` events.

    A worker takes 4 to 12 tasks; a task is open for 2 to 7 days. Two workers share a task or none, so there
    are hardly any pairs to find: what remains is that the tasks' targets draw workers and nobody else.
    """
    rng = world.rng
    workers = world.people(max(30, events // 8), KIND, fraud=True)
    tasks = world.clients(max(6, events // WORKERS_PER_TASK), per_author=2)
    opened = rng.integers(0, 35, len(tasks)) * DAY + world.clock(len(tasks))
    open_days = rng.integers(2, 8, len(tasks))
    load = rng.integers(4, 13, len(workers))
    worker = np.repeat(workers, load)
    task = np.concatenate([rng.choice(len(tasks), min(n, len(tasks)), replace=False) for n in load])
    worker = worker[: len(task)] if len(task) < len(worker) else worker
    at = opened[task] + rng.integers(0, 7, len(task)) % open_days[task] * DAY
    # a task is done at the worker's own hour, after it has opened
    at = np.maximum(at // DAY * DAY + world.clock(len(task)), opened[task])
    world.add(KIND, worker, tasks[task], at)
