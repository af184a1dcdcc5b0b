"""A comment farm that has a language model: the same praise, and no two texts alike."""

import json
from pathlib import Path

import numpy as np

from .world import DAY, World

KIND = "paraphrase"
# a text is a choice of each of two to four rows, in an order of its own: some 10**5 texts a language
PARTS: dict[str, list[list[str]]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
JOINS = {"zh": ("，", "。", "，而且", "，", "！"), "en": (". ", ", ", ", and ", "; ", "! ")}


def plant(world: World, events: int) -> None:
    """Add comment farms until about `events` events are added; only the text differs from plant.py's farm."""
    rng, told = world.rng, set[str]()
    while events > 0:
        farm = world.recruits(int(rng.integers(30, 110)), KIND, fraud=True, batch=True)
        tasks = world.clients(int(rng.integers(12, 30)))
        who, task = np.nonzero(rng.random((len(farm), len(tasks))) < rng.uniform(0.6, 0.95))
        start = rng.integers(0, 41, len(tasks)) * DAY + world.clock(len(tasks))
        at = start[task] + rng.random(len(task)) * rng.uniform(900, 3 * 3600)
        language = "zh" if rng.random() < 0.7 else "en"
        text = np.array([_new_text(rng, language, told) for _ in who], object)
        events -= max(1, world.add(KIND, farm[who], tasks[task], at, text=text))


def _new_text(rng: np.random.Generator, language: str, told: set[str]) -> str:
    """A text that was not told before."""
    while True:
        text = _text(rng, language)
        if text not in told:
            told.add(text)
            return text


def _text(rng: np.random.Generator, language: str) -> str:
    rows = rng.permutation(len(PARTS[language]))[: int(rng.integers(2, 5))]
    said = ""
    for row in rows:
        choices = PARTS[language][row]
        said += (JOINS[language][rng.integers(5)] if said else "") + choices[rng.integers(len(choices))]
    return said
