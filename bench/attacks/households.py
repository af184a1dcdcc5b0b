"""People who share a sofa: two friends who watch everything together, a family on one device."""

import numpy as np

from .world import DAY, World


def friends(world: World, events: int) -> None:
    """Add pairs of friends until about `events` events are added: 20 to 60 contents, minutes apart."""
    while events > 0:
        pair = world.people(2, "neg_friends", fraud=False)
        if len(pair) < 2:
            return
        events -= _watch_together(world, pair, "neg_friends", float(world.rng.uniform(0.85, 1.0)), 600.0)


def family(world: World, events: int) -> None:
    """Add families of three to five on one device and one network; each skips what the others like."""
    while events > 0:
        members = world.people(int(world.rng.integers(3, 6)), "neg_family", fraud=False)
        if len(members) < 3:
            return
        world.device[members], world.prefix[members] = world.device[members[0]], world.prefix[members[0]]
        events -= _watch_together(world, members, "neg_family", float(world.rng.uniform(0.4, 0.7)), 3600.0)


def _watch_together(world: World, members: np.ndarray, kind: str, share: float, seconds: float) -> int:
    rng = world.rng
    rank = (len(world.popular) * rng.random(int(rng.integers(20, 60))) ** 2).astype(np.int64)
    seen = np.unique(world.popular[rank])
    who, what = np.nonzero(rng.random((len(members), len(seen))) < share)
    evening = np.maximum(world.birth[seen], 0) + rng.exponential(2 * DAY, len(seen))
    evening = evening // DAY * DAY + world.clock(len(seen))
    evening = np.maximum(evening, world.birth[seen])
    at = evening[what] + rng.exponential(seconds / 3, len(what))
    return max(1, world.add(kind, members[who], seen[what], at, fraud=False))
