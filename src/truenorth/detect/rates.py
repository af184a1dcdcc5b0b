"""How sure a measured rate is."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist


def wilson_upper(hits: int, trials: int, confidence: float = 0.95) -> float:
    """Return the upper end of the two-sided Wilson interval of `hits` in `trials`; 1 without a trial.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
    """
    if not trials:
        return 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    rate = hits / trials
    centre = rate + z * z / (2 * trials)
    spread = z * sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials))
    return min((centre + spread) / (1 + z * z / trials), 1.0)
