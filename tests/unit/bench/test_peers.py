"""The peers do what their papers say, on data small enough to reckon by hand."""

from pathlib import Path

import duckdb
import numpy as np
import pytest
from peers.fraudar import fraudar
from peers.run import run_peers
from peers.synchrotrap import groups, synchrotrap

from planted_tables import FARM_USERS, planted_tables


def test_fraudar_finds_the_dense_block() -> None:
    # ten accounts like all of ten contents; a hundred others like three each of a hundred
    user = [i for i in range(10) for _ in range(10)] + [10 + i for i in range(100) for _ in range(3)]
    content = [j for _ in range(10) for j in range(10)] + [
        10 + (i * 7 + j * 31) % 100 for i in range(100) for j in range(3)
    ]
    scores = fraudar(np.array(user), np.array(content), blocks=1)
    assert set(scores) == set(range(10))


def test_fraudar_takes_out_a_block_before_it_seeks_the_next() -> None:
    user = [i for i in range(8) for _ in range(8)] + [8 + i for i in range(5) for _ in range(5)]
    content = [j for _ in range(8) for j in range(8)] + [8 + j for _ in range(5) for j in range(5)]
    scores = fraudar(np.array(user), np.array(content), blocks=2)
    assert all(scores[account] > 1 for account in range(8))
    assert all(0 < scores[account] < 1 for account in range(8, 13))


def test_synchrotrap_counts_matches_within_the_window_over_all_acts(tmp_path: Path) -> None:
    hour = 3600
    # 1 and 2 share three contents in time, a fourth too late; 2 has one act more
    acts = [
        (1, 1, 0),
        (2, 1, hour),
        (1, 2, 50 * hour),
        (2, 2, 52 * hour),
        (1, 3, 99 * hour),
        (2, 3, 98 * hour),
    ]
    acts += [(1, 4, 200 * hour), (2, 4, 204 * hour), (2, 5, 300 * hour)]
    file = tmp_path / "events.parquet"
    with duckdb.connect() as connection:
        connection.execute("create table acts (user_id bigint, content_id bigint, ts bigint)")
        connection.executemany("insert into acts values (?, ?, ?)", acts)
        connection.execute(f"copy acts to '{file}' (format parquet)")
        scores = synchrotrap(connection, file)
        assert scores == {1: pytest.approx(3 / 6), 2: pytest.approx(3 / 6)}
        assert groups(connection, threshold=0.5, least_members=2) == {1, 2}
        assert groups(connection, threshold=0.5, least_members=3) == set()
        assert groups(connection, threshold=0.6, least_members=2) == set()


def test_both_peers_find_a_farm_without_camouflage(tmp_path: Path) -> None:
    data = planted_tables(tmp_path / "data")
    run_peers(data, tmp_path, "1GB", 1)
    with duckdb.connect() as connection:
        for peer in ("fraudar", "synchrotrap"):
            rows = connection.execute(
                f"select user_id from '{tmp_path}/{peer}/verdict_users.parquet' where flagged"
            )
            assert {user for (user,) in rows.fetchall()} == FARM_USERS
