"""A news event: thousands react to one to three contents within minutes, and some sign up for it."""

import numpy as np

from .world import DAY, World

KIND = "neg_news"
WORDS = ("天哪", "太突然了", "一路走好", "挺住", "真的假的", "R.I.P.", "omg", "no way", "stay safe", "加油")


def plant(world: World, events: int) -> None:
    """Add news events until about `events` events are added; a third of the reactions are short comments."""
    rng = world.rng
    while events > 0:
        size = min(int(rng.integers(1500, 5000)), max(events, 50))
        public = world.people(size * 9 // 10, KIND, fraud=False)
        public = np.append(public, world.recruits(max(2, size // 10), KIND, fraud=False, batch=True))
        if len(public) < 20:
            return
        start = rng.integers(0, 41) * DAY + world.clock(1)[0]
        for content in rng.choice(len(world.author), int(rng.integers(1, 4)), replace=False):
            those = public[rng.random(len(public)) < rng.uniform(0.3, 0.9)]
            at = start + rng.exponential(400, len(those))
            text = np.full(len(those), None, object)
            talks = np.flatnonzero(rng.random(len(those)) < 0.3)
            text[talks] = rng.choice(WORDS, len(talks)).astype(object)
            done = world.add(KIND, those, np.full(len(those), content), at, text=text, fraud=False)
            events -= max(done, 1)
