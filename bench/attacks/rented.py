"""Real accounts that act for hire now and then; their honest life is the base's and stays honest."""

import numpy as np

from .world import DAY, World

KIND = "rented_accounts"


def plant(world: World, events: int) -> None:
    """Add agencies until about `events` events are added.

    An agency has some hundred accounts. An order takes 20 to 60 of them, drawn anew each time from one third
    of the accounts, and lasts one to three hours: pairs meet often, but nobody is in every order.
    """
    rng = world.rng
    while events > 0:
        agency = world.people(int(rng.integers(90, 180)), KIND, fraud=True, least_events=10)
        if len(agency) < 9:
            return
        for third in np.array_split(rng.permutation(agency), 3):
            for task in world.clients(int(rng.integers(10, 20))):
                size = min(len(third), int(rng.integers(20, 60)))
                hired = rng.choice(third, size, replace=False)
                start = rng.integers(0, 41) * DAY + world.clock(1)[0]
                at = start + rng.random(size) * rng.uniform(3600, 3 * 3600)
                events -= world.add(KIND, hired, np.full(size, task), at)
