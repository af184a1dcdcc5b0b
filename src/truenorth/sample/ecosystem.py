"""The truth that is built in: active creators drive the ecosystem's health some weeks later (systems C4, C5).

Creators come and go in a wave. What the audience does in a week follows the creators who were active four
weeks before. Sign-ups grow all the time, most of all while creators leave, and their total says nothing.

What active creators give at once is choice: in a week in which many of them publish, people stay longer with
what they see, leave its authors more, and ads can be matched better. So minutes, income and match lead; how
many came, liked or bought only follows (systems C6, D1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Floats
from .calendar import WEEKS
from .plan import Plan

LAG_WEEKS = 4
FIRST_WEEK = -8  # contents and creators exist before the log begins
PERIOD_WEEKS = 16  # a wave is then uncorrelated with itself one lag later
PHASE_WEEKS = 9.5  # and, over the weeks that can be compared, with any growth
CROWDING = 0.2  # the more looks an account's day has, the shorter each
MOOD = 0.04  # by how much a week's minutes, income and match stray from its choice, each for itself


@dataclass(frozen=True)
class Ecosystem:
    """Weekly levels; entry 0 is week `FIRST_WEEK`.

    Attributes:
        creators: share of all creators that is active.
        sign_ups: weight of each week of the log in new accounts.
        minutes, income, match: of each week of the log, beside a mean of about 1: how long people stay with
            what they see, what a purchase leaves to the author, how well ads fit.
    """

    creators: Floats
    sign_ups: Floats
    minutes: Floats
    income: Floats
    match: Floats

    def creators_in(self, week: int) -> float:
        return float(self.creators[week - FIRST_WEEK])

    def audience_in(self, week: int) -> float:
        """Genuine activity beside its mean of 1."""
        return self.creators_in(week - LAG_WEEKS) / float(self.creators.mean())


def make_ecosystem(plan: Plan) -> Ecosystem:
    """Draw the weekly levels of one world."""
    rng = plan.stream("ecosystem")
    weeks = np.arange(FIRST_WEEK, WEEKS)
    wave = 0.58 + 0.27 * np.sin(2 * np.pi * (weeks + PHASE_WEEKS) / PERIOD_WEEKS)
    creators = np.clip(wave + rng.normal(0, 0.02, len(weeks)), 0.15, 0.95)
    sign_ups = 1.5 - creators[-WEEKS:] + rng.uniform(0, 0.2, WEEKS)
    choice = creators[-WEEKS:] / creators.mean()
    moods = plan.stream("moods").normal(0, MOOD, (3, WEEKS))
    minutes, income, match = choice * np.exp(moods)
    audience = creators[-WEEKS - LAG_WEEKS : -LAG_WEEKS] / creators.mean()
    minutes = minutes / audience**CROWDING
    return Ecosystem(creators, sign_ups / sign_ups.sum(), minutes, income, match)
