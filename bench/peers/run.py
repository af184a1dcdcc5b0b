"""Run the peers on the likes and comments of one data set; verdicts in the form that the scorer reads."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from .fraudar import fraudar
from .synchrotrap import groups, synchrotrap

MOST_EVENTS = 1_000_000
FRAUDAR_BLOCKS = 8
# the threshold at which the design measured the method; the best cut is reported beside it
SIMILARITY, LEAST_MEMBERS = 0.3, 4


def run_peers(data: Path, folder: Path, memory: str, threads: int | None) -> dict[str, float]:
    """Write FOLDER/<peer>/verdict_users.parquet and verdict_events.parquet for each peer.

    Peers judge accounts; an event is flagged with its account.
    Returns: seconds by peer.
    Raises: ValueError for more than a million events: the peers are not built for them.
    """
    events = data / "events.parquet"
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "temp_directory": str(folder / "spill"),
    }
    settings |= {"threads": threads} if threads else {}
    seconds: dict[str, float] = {}
    with duckdb.connect(config=settings) as connection:
        count = connection.execute(f"select count(*) from '{events}'").fetchall()[0][0]
        if count > MOST_EVENTS:
            raise ValueError(f"--peers takes at most {MOST_EVENTS:,} events; {data} has {count:,}")
        start = time.perf_counter()
        log = connection.execute(f"select user_id, content_id from '{events}'").fetchnumpy()
        user, content = (np.asarray(log[name], np.int64) for name in ("user_id", "content_id"))
        ranked = fraudar(user, content, FRAUDAR_BLOCKS)
        # the paper's answer is the first block; later ones are for the best cut
        flagged = {user for user, score in ranked.items() if score > FRAUDAR_BLOCKS - 1}
        _write(connection, events, folder / "fraudar", ranked, flagged)
        seconds["fraudar"] = round(time.perf_counter() - start, 3)
        start = time.perf_counter()
        similar = synchrotrap(connection, events)
        _write(
            connection, events, folder / "synchrotrap", similar, groups(connection, SIMILARITY, LEAST_MEMBERS)
        )
        seconds["synchrotrap"] = round(time.perf_counter() - start, 3)
    return seconds


def _write(
    connection: duckdb.DuckDBPyConnection,
    events: Path,
    folder: Path,
    scores: dict[int, float],
    flagged: set[int],
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    users = list(scores)
    verdict = pa.table(
        {
            "user_id": pa.array(users, pa.int64()),
            "score": pa.array([scores[user] for user in users], pa.float64()),
            "flagged": pa.array([user in flagged for user in users], pa.bool_()),
        }
    )
    connection.register("verdict", verdict)
    connection.execute(f"copy verdict to '{folder}/verdict_users.parquet' (format parquet)")
    connection.execute(
        f"copy (select event_id, score, flagged from '{events}' inner join verdict using (user_id))"
        f" to '{folder}/verdict_events.parquet' (format parquet)"
    )
    connection.unregister("verdict")
