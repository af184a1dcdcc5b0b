"""Active creators predict later health, registered users do not (C5); from the raw tables, seed by seed."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pytest

from truenorth.sample.ecosystem import LAG_WEEKS
from truenorth.sample.write import write_sample

WEEK = "date_diff('day', timestamp '2025-03-03', {}) // 7"


def weekly(con: duckdb.DuckDBPyConnection, what: str, at: str, source: str) -> np.ndarray:
    """`what` by week of the sample, 26 numbers."""
    week = WEEK.format(at)
    rows = con.execute(
        f"select {week} as week, {what} from {source} where {week} between 0 and 25 group by 1 order by 1"
    ).fetchall()
    assert [row[0] for row in rows] == list(range(26))
    return np.array([row[1] for row in rows], float)


def leads(indicator: np.ndarray, health: np.ndarray) -> float:
    """Correlation of an indicator with health some weeks later."""
    return float(np.corrcoef(indicator[:-LAG_WEEKS], health[LAG_WEEKS:])[0, 1])


@pytest.mark.parametrize("seed", range(1, 6))
def test_creators_lead_and_users_do_not(seed: int, tmp_path: Path) -> None:
    write_sample(tmp_path / "s", scale=1_000, seed=seed)
    with duckdb.connect() as con:
        acts, contents = f"'{tmp_path}/s/interactions/*.parquet'", f"'{tmp_path}/s/contents/*.parquet'"
        watching = weekly(con, "count(*) filter (action = 'view')", "happened_at", acts)
        creators = weekly(con, "count(distinct author_id)", "published_at", contents)
        users = weekly(con, "count(distinct account_id)", "happened_at", acts)
        signed_up = weekly(con, "count(*)", "registered_at", f"'{tmp_path}/s/accounts/*.parquet'")
    registered = 600 + np.cumsum(signed_up)
    assert leads(creators, watching) > 0.85
    assert abs(leads(registered, watching)) < 0.4
    assert leads(creators, watching) > leads(users, watching) + 0.4
