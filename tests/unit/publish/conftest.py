from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from small_work import publish_small, write_work
from truenorth.publish import Release

NOON = datetime(2011, 12, 9, 12, 0, tzinfo=UTC)


@dataclass
class Place:
    """A work database and the folder it is published to; the clock stands still."""

    work: Path
    published: Path
    now: datetime = NOON

    def build(self, generation: int) -> None:
        write_work(self.work, generation)

    def alter(self, sql: str) -> None:
        with duckdb.connect(str(self.work)) as connection:
            connection.execute(f"set schema = 'truenorth'; {sql}")

    def publish(self) -> Release:
        return publish_small(self.work, self.published, lambda: self.now)

    def files(self) -> list[str]:
        return sorted(file.name for file in (self.published / "releases").iterdir())


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(work=tmp_path / "work.duckdb", published=tmp_path / "published")
    place.build(1)
    return place


@pytest.fixture
def rows() -> Callable[[Path, str], list[tuple[object, ...]]]:
    from truenorth.publish import open_release

    def read(path: Path, sql: str) -> list[tuple[object, ...]]:
        with open_release(path) as connection:
            return connection.execute(sql).fetchall()

    return read
