"""What an attack adds to one entity, and what all attacks draw from: rows, spans of time, moments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import polars as pl

    Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Attack:
    """Rows to add to one entity.

    Attributes:
        template: place of the real raw row that each new row is made from.
        member: number of the paid account, 0 to `members` - 1; -1: nobody is signed in.
        columns: canonical columns that are overwritten.
        unregistered: members that no register knows.
    """

    template: Places
    member: Places
    members: int
    columns: Mapping[str, Sequence[object]]
    unregistered: frozenset[int] = frozenset()


def places(holds: pl.Series) -> Places:
    import numpy as np

    return np.asarray(np.flatnonzero(holds.fill_null(False).to_numpy()), np.int64)


def span(times: pl.Series) -> tuple[float, float]:
    """Seconds since 1970 between which nearly all rows lie: impossible times are left out."""
    low, high = times.quantile(0.01, "nearest"), times.quantile(0.99, "nearest")
    return seconds_of(low), seconds_of(high)


def seconds_of(moment: object) -> float:
    import numpy as np

    return float(np.datetime64(str(moment), "s").astype(np.int64))


def moments(seconds: npt.NDArray[np.float64]) -> list[object]:
    import numpy as np

    return list(np.asarray(seconds, np.int64).astype("datetime64[s]").astype("datetime64[us]").tolist())
