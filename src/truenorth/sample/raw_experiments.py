"""Raw table `experiments`: what was tried on metrics, with planted effects, many of them none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .arrays import Columns
from .calendar import DAY, WEEK, WEEKS, timestamps
from .files import table_of, write_csv
from .names import numbered
from .plan import Plan
from .truth import Truth

PEOPLE_AN_ACCOUNT = 4  # people tried on, for each account of the log: visitors without an account among them
LASTED_WEEKS = 4


@dataclass(frozen=True)
class Trial:
    """What one experiment tried.

    Attributes:
        effect: relative change of the metric's mean by what was tried.
        mean, spread: of the metric over people, in its own unit.
        split: share of people that really came into the treated arm; one half was meant.
    """

    metric: str
    arm: str
    effect: float
    mean: float
    spread: float
    split: float = 0.5


TRIALS = (
    Trial("content_minutes", "made-up: series in their order", 0.06, 4.2, 2.1),
    Trial("content_minutes", "made-up: louder thumbnails", 0.0, 4.2, 2.1),
    Trial("creator_income", "made-up: pay by time watched", 0.08, 7.5, 5.0),
    Trial("ad_match_rate", "made-up: ads by stated taste", 0.15, 0.25, 0.43),
    Trial("creator_mau", "made-up: answers to first works", 0.0, 0.58, 0.49),
    Trial("completion_rate", "made-up: a bar of progress", 0.0, 0.22, 0.41),
    Trial("deep_interaction_user_share", "made-up: a question at the end", 0.0, 0.3, 0.46),
    Trial("registrations", "made-up: a prize for signing up", 0.4, 0.05, 0.22),
    Trial("weekly_genuine_active_users", "made-up: a daily reminder", 0.05, 0.6, 0.49),
    Trial("gross_revenue", "made-up: a coupon for everybody", 0.1, 60.0, 45.0),
    # the arms are not of the sizes that were meant: whatever it shows proves nothing
    Trial("word_of_mouth_rate", "made-up: a card to pass on", 0.2, 0.12, 0.32, split=0.42),
)


def write_experiments(folder: Path, truth: Truth, plan: Plan) -> int:
    """Write one reading an arm, and the planted effects as truth; return the number of rows."""
    rng = plan.stream("experiments")
    ids = numbered("x", 1, len(TRIALS), width=4)
    people = plan.scale * PEOPLE_AN_ACCOUNT
    treated = rng.binomial(people, [trial.split for trial in TRIALS])
    sizes = np.stack([people - treated, treated], axis=1).ravel()
    change = np.stack([np.zeros(len(TRIALS)), [trial.effect for trial in TRIALS]], axis=1).ravel()
    mean = np.repeat([trial.mean for trial in TRIALS], 2) * (1 + change)
    spread = np.repeat([trial.spread for trial in TRIALS], 2)
    ended = rng.integers(LASTED_WEEKS, WEEKS, len(TRIALS)) * WEEK + 9 * DAY // 24
    columns: Columns = {
        "experiment_id": np.repeat(ids, 2),
        "metric": np.repeat(np.array([trial.metric for trial in TRIALS], object), 2),
        "arm": np.array([name for trial in TRIALS for name in ("control", trial.arm)], object),
        "read_at": np.repeat(timestamps(ended), 2),
        "people": sizes,
        "mean": np.round(rng.normal(mean, spread / np.sqrt(sizes)), 6),
        "variance": np.round(spread**2 * rng.chisquare(sizes - 1) / (sizes - 1), 6),
        "meant_share": np.full(len(sizes), 0.5),
    }
    write_csv(folder / "experiments/experiments.csv", table_of(columns))
    truth.write_table(
        "experiments",
        {
            "experiment_id": ids,
            "effect": np.array([trial.effect for trial in TRIALS]),
            "is_sound": np.array([trial.split == 0.5 for trial in TRIALS]),
        },
    )
    return len(sizes)
