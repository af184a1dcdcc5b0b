"""What one way found and what it took."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """What every way is given.

    Attributes:
        folder: for databases and spilled data; emptied by the caller.
        memory_limit: of DuckDB, for example "2GB"; the peers have no such setting.
        threads: of DuckDB; polars takes POLARS_MAX_THREADS.
    """

    folder: Path
    memory_limit: str
    threads: int


@dataclass
class Measured:
    """Seconds (wall and processor) by step, imports left out, and the figures that all ways must share.

    Attributes:
        rejected: rows that break at least one check.
        reasons: failures by check, under the way's own names.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    cpu_seconds: dict[str, float] = field(default_factory=dict)
    rows: int = 0
    rejected: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Add the time of the block to the step `name`."""
        wall, cpu = time.perf_counter(), _cpu_seconds()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - wall
        self.cpu_seconds[name] = self.cpu_seconds.get(name, 0.0) + _cpu_seconds() - cpu


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
