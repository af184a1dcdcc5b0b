"""Has anything ever moved the metric? Experiments are the optional entity `experiments` (C1, C2, D15)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .intervals import Interval, rounded
from .marks import Mark

if TYPE_CHECKING:
    import duckdb

CONTROL = "control"
SPLIT_ALARM = 0.001
"""p-value below which the arms are not of the sizes that were meant (sample-ratio mismatch), as experiment
platforms commonly use it; smaller than .05 because every experiment is asked."""
SURPRISE = 0.05
Z_95 = 1.959964
Z_POWER = 0.841621  # power of 80 %, the convention since Cohen 1988


@dataclass(frozen=True)
class Arm:
    """What one arm came to: people, and mean and variance of the metric over them; no variance is None."""

    people: int
    mean: float
    variance: float | None


@dataclass(frozen=True)
class Effect:
    """One treated arm beside its control.

    Attributes:
        relative: difference of the means over the control's mean; no interval without variances.
        split_p: p-value of the arms' sizes under the split that was meant; None if that is not known.
        p: two-sided p-value of no difference; None without variances.
        detectable: smallest relative effect that it finds with power 80 % at 5 %; None without variances.
    """

    experiment: str
    arm: str
    relative: Interval
    split_p: float | None
    p: float | None
    detectable: float | None

    @property
    def is_sound(self) -> bool:
        """Whether the arms were split as meant; unknown is not."""
        return self.split_p is not None and self.split_p >= SPLIT_ALARM

    @property
    def moved(self) -> bool:
        low, high = self.relative.low, self.relative.high
        return low is not None and high is not None and (low > 0 or high < 0)

    def as_json(self) -> dict[str, Any]:
        return {
            "experiment": self.experiment,
            "arm": self.arm,
            "effect": self.relative.as_json(),
            "p": rounded(self.p),
            "split_p": rounded(self.split_p),
            "detectable": rounded(self.detectable),
            "is_sound": self.is_sound,
            "moved": self.moved,
        }


def effect_of(
    experiment: str, arm: str, control: Arm, treated: Arm, meant_share: float | None = 0.5
) -> Effect:
    """Compare one arm with its control; Welch's interval, normal because arms are large.

    Args:
        meant_share: share of the people of both arms that was meant to be treated; None if nobody knows.
    """
    from math import erfc, sqrt

    split_p = None if meant_share is None else split_surprise(control.people, treated.people, meant_share)
    if control.mean == 0:
        return Effect(experiment, arm, Interval(float("nan"), None, None), split_p, None, None)
    change = (treated.mean - control.mean) / abs(control.mean)
    if control.variance is None or treated.variance is None:
        return Effect(experiment, arm, Interval(change, None, None), split_p, None, None)
    noise = sqrt(control.variance / control.people + treated.variance / treated.people) / abs(control.mean)
    if noise == 0:
        return Effect(experiment, arm, Interval(change, None, None), split_p, None, None)
    relative = Interval(change, change - Z_95 * noise, change + Z_95 * noise)
    p = erfc(abs(change) / noise / sqrt(2))
    return Effect(experiment, arm, relative, split_p, p, (Z_95 + Z_POWER) * noise)


def split_surprise(control: int, treated: int, meant_share: float) -> float:
    """Return the p-value of a chi-square test of the arms' sizes, one degree of freedom."""
    from math import erfc, sqrt

    people = control + treated
    expected = people * meant_share
    surprise = (treated - expected) ** 2 / expected + (treated - expected) ** 2 / (people - expected)
    return erfc(sqrt(surprise / 2))


def read_effects(con: duckdb.DuckDBPyConnection, relation: str, metric: str) -> list[Effect]:
    """Return the effects of all experiments on a metric, each by its last reading.

    Experiments are read once, at their end: a look on each day finds an effect in noise sooner or later.
    """
    rows = con.execute(
        "select experiment_id, arm, n::bigint, mean::double, variance::double, treated_share::double"
        f" from {relation} where metric = ? and n > 0 and mean is not null"
        " qualify row_number() over (partition by experiment_id, arm order by read_on desc nulls last) = 1"
        " order by experiment_id, arm",
        [metric],
    ).fetchall()
    return list(_effects(rows))


def _effects(rows: Iterable[tuple[Any, ...]]) -> Iterable[Effect]:
    arms: dict[str, dict[str, tuple[Arm, float | None]]] = {}
    for experiment, arm, people, mean, variance, share in rows:
        arms.setdefault(experiment, {})[arm] = (Arm(people, mean, variance), share)
    for experiment, by_name in arms.items():
        if CONTROL not in by_name:
            continue
        control = by_name[CONTROL][0]
        for name, (arm, share) in by_name.items():
            if name != CONTROL:
                yield effect_of(experiment, name, control, arm, share)


@dataclass(frozen=True)
class Operability:
    """Whether something moves the metric, and how small a change could be seen.

    Attributes:
        effects: of experiments on it; none if none was made.
        p: two-sided p-value of no difference; None without variances.
        detectable: smallest relative effect that two halves of one period could show, by counting alone.
    """

    effects: tuple[Effect, ...]
    detectable: float | None

    @property
    def mark(self) -> Mark:
        """Moved by a sound experiment: admitted. Tried in vain, or an effect could be seen: doubtful.
        Else unknown. Many experiments are many chances (Bonferroni).
        """
        sound = [effect.p for effect in self.effects if effect.is_sound and effect.p is not None]
        if sound and min(sound) * len(sound) < SURPRISE:
            return Mark.ADMITTED
        return Mark.DOUBTFUL if sound or self.detectable is not None else Mark.UNKNOWN

    def as_json(self) -> dict[str, Any]:
        return {
            "mark": str(self.mark),
            "experiments": [effect.as_json() for effect in self.effects],
            "detectable_in_one_period": rounded(self.detectable),
        }


def detectable_by_counting(numerator: float, denominator: float) -> float | None:
    """Return the smallest relative effect that an experiment on two halves of one period could show.

    A share is taken as binomial, a count as Poisson: the least noise that there can be.
    """
    from math import sqrt

    if numerator <= 0:
        return None
    share = numerator / denominator if denominator > 1 and numerator <= denominator else 0.0
    noise = sqrt(4 * (1 - share) / numerator)
    return (Z_95 + Z_POWER) * noise
