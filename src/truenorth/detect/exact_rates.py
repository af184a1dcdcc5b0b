"""Exact limits of a rate: small cohorts and rates near 0 are what normal approximations get wrong.

Limits are one-sided, so that "at most" and "at least" each hold with the stated confidence.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, log, log1p

CONFIDENCE = 0.95
_HALVINGS = 100  # more than the bits of a float
_NEGLIGIBLE = 1e-17  # of the sum so far: below what a float holds


def conformal_p(found: int, trials: int) -> float:
    """Return (1 + found) / (1 + trials): how likely one more account like these is found, itself counted in.

    Source: V. Vovk, A. Gammerman and G. Shafer, Algorithmic learning in a random world, 2005.
    """
    return (1 + found) / (1 + trials)


def exact_upper(found: int, trials: int, confidence: float = CONFIDENCE) -> float:
    """Return the upper Clopper-Pearson limit of the rate of `found` in `trials`; 1 without a trial.

    Source: C. J. Clopper and E. S. Pearson, The use of confidence or fiducial limits, 1934.
    """
    if found >= trials:
        return 1.0
    return _boundary(found / trials, 1.0, lambda rate: _at_most(found, trials, rate) > 1 - confidence)


def exact_lower(found: int, trials: int, confidence: float = CONFIDENCE) -> float:
    """Return the lower Clopper-Pearson limit of the rate of `found` in `trials`; 0 without a trial."""
    return 1 - exact_upper(trials - found, trials, confidence) if trials else 0.0


def trials_to_prove(bound: float, found: int, confidence: float = CONFIDENCE) -> int | None:
    """Return the least number of trials with `found` among them whose upper limit keeps `bound`.

    None if no number does: a bound of 0 cannot be proven.
    """
    if bound <= 0:
        return None
    enough = found + 1
    while exact_upper(found, enough, confidence) > bound and bound < 1:
        enough *= 2
    short = found
    while enough - short > 1:
        middle = (short + enough) // 2
        if exact_upper(found, middle, confidence) > bound:
            short = middle
        else:
            enough = middle
    return enough


def _boundary(low: float, high: float, is_below: Callable[[float], bool]) -> float:
    """Return where `is_below` turns false between `low` and `high`."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if is_below(middle):
            low = middle
        else:
            high = middle
    return high


def _at_most(found: int, trials: int, rate: float) -> float:
    """Return the chance of at most `found` in `trials`, for a `rate` above found / trials.

    There the terms shrink from `found` down, so that few of them matter.
    """
    if rate >= 1:
        return 0.0
    ways = lgamma(trials + 1) - lgamma(found + 1) - lgamma(trials - found + 1)
    term = exp(ways + (found * log(rate) if found else 0.0) + (trials - found) * log1p(-rate))
    total = term
    for hits in range(found, 0, -1):
        term *= hits * (1 - rate) / ((trials - hits + 1) * rate)
        total += term
        if term < total * _NEGLIGIBLE:
            break
    return total
