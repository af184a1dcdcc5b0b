"""What the judge measured, as one release says it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

ANSWER = "answer"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Score:
    """One row of `metric_scores`; see that model for its measures.

    Attributes:
        low, high: 95 % interval; None where there is none.
        stands: whether the build that was published still believed the record.
    """

    metric: str
    dimension: str
    measure: str
    subject: str
    mark: str
    value: float | None
    low: float | None
    high: float | None
    limit: float | None
    measured_at: datetime | None
    stands: bool
    reason: str

    @property
    def is_known(self) -> bool:
        return None not in (self.value, self.low, self.high)


def read_scores(connection: duckdb.DuckDBPyConnection) -> tuple[Score, ...]:
    """Read every score of an open release. Raises: duckdb.Error if the table is not there."""
    rows = connection.execute(
        "select metric, dimension, measure, subject, coalesce(mark, ''), value, low, high, limit_value,"
        " measured_at, coalesce(stands, false), coalesce(reason, '') from metric_scores"
        " order by metric, dimension, measure, subject"
    ).fetchall()
    return tuple(Score(*row[:5], *map(_finite, row[5:9]), *row[9:]) for row in rows)


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
