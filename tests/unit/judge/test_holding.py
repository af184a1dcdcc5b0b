"""What holding a batch takes of the honest figure is a loss of its own, and no resistance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import pytest

from truenorth.judge.built import Model
from truenorth.judge.holding import figures_without_holds
from truenorth.judge.injection import Injected
from truenorth.judge.replay import Replay, held

STANDING = """
select
    strftime(occurred_at, '%Y-%m-01')::date as period_start,
    actor_id,
    unnest(if(held.batch_id is null, ['raw', 'trusted'], ['raw'])) as basis
from work.main.canonical_interactions
left join work.main.brushing_held_batches as held using (batch_id)
"""


@dataclass(frozen=True)
class Rollup:
    numerator: str = "count(distinct actor_id)"
    denominator: str = "1"
    period: str = "month"


@dataclass(frozen=True)
class Metric:
    name: str = "active"
    contract: object = field(default_factory=lambda: type("Contract", (), {"rollup": Rollup()})())
    value_sql: str = "cast(count(distinct actor_id) as double)"


ACTIVE: Any = [(Metric(), "work.main.active")]


def model(name: str, folder: str, sql: str | None = None) -> Model:
    return Model(name, f"work.main.{name}", "work", "main", (folder,), sql, ())


@pytest.fixture
def replay() -> Iterator[Replay]:
    """Ten honest accounts in two batches; twenty bought ones act in the second, which is held."""
    boundary = [model("canonical_interactions", "canonical"), model("brushing_held_batches", "brushing")]
    with duckdb.connect() as con:
        con.execute("attach ':memory:' as work")
        con.execute("attach ':memory:' as held")
        con.execute(
            f"create table {held(boundary[0])} as"
            " select 'u' || n as actor_id, if(n < 6, 'one', 'two') as batch_id,"
            " timestamp '2025-03-04' as occurred_at from range(10) as t(n)"
            " union all select 'z' || n, 'two', timestamp '2025-03-05' from range(20) as t(n)"
        )
        con.execute(f"create table {held(boundary[1])} as select 'interactions' as entity, 'two' as batch_id")
        yield Replay(con, boundary, [model("active", "metrics", STANDING)])


def test_lifts_are_read_with_no_batch_held(replay: Replay) -> None:
    bought = Injected({}, {"actor_id": tuple(f"z{n}" for n in range(20))})
    figures, lost = figures_without_holds(replay, ACTIVE, bought)["active"]
    assert figures["trusted"] == {date(2025, 3, 1): 30.0} == figures["raw"]
    assert lost == pytest.approx(0.4)  # four of ten honest accounts


def test_nothing_is_lost_where_nothing_is_held(replay: Replay) -> None:
    replay.con.execute(f"delete from {held(replay.boundary[1])}")
    _, lost = figures_without_holds(replay, ACTIVE, Injected({}, {}))["active"]
    assert lost == 0
