"""kill -9 at random moments of a whole build (land, make the figures, publish) of a small project."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from killing import SEED, program, reader
from small_build import LABELLED, ROWS_A_FILE, deliver, make_project
from truenorth.publish import open_release

DELIVERIES_A_LIFE = 2
LONGEST_LIFE = 2.5  # times a calm one: enough for what earlier lives left, so that some lives publish
ENDED = 0


class Builds:
    """Forks builds of one project; see small_build.py."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None and process.stdout is not None
        self._say, self._hear = process.stdin, process.stdout

    def finish(self) -> float:
        """Let a build end; return its seconds."""
        begin = time.monotonic()
        self._start("finish")
        assert int(self._hear.readline()) == ENDED
        return time.monotonic() - begin

    def kill_after(self, seconds: float) -> None:
        """Kill a build at a moment; one that has ended by then is killed too, and counts."""
        build = self._start("live")
        time.sleep(seconds)
        os.kill(build, signal.SIGKILL)
        assert int(self._hear.readline()) == -signal.SIGKILL, "the build failed before it was killed"

    def kill_before(self, statement: int) -> bool:
        """Kill a build before a statement of the door; return whether there was one."""
        self._start(f"step {statement}")
        ended = int(self._hear.readline())
        assert ended in (ENDED, -signal.SIGKILL)
        return ended != ENDED

    def _start(self, command: str) -> int:
        self._say.write(f"{command}\n")
        self._say.flush()
        return int(self._hear.readline())


@contextmanager
def builds_of(root: Path) -> Iterator[Builds]:
    command = program("small_build.py", root)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Builds(process)
        finally:
            process.kill()


def ask(work: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(work), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def check_rows_and_ledger(work: Path) -> None:
    """Rows and ledger never come apart: each landed batch is there once, whole, and no other is."""
    ledger = ask(work, "select batch_id, rows from truenorth.adm_orders__ledger where event = 'landed'")
    rows = ask(work, f"select _batch_id, count(distinct _row_number) from {LABELLED} group by all")
    assert sorted(ledger) == sorted(rows)
    assert ask(work, f"select count(*) from {LABELLED}") == [(ROWS_A_FILE * len(ledger),)]


def end_state(root: Path) -> list[list[tuple[object, ...]]]:
    """Everything a build leaves but the moments: labelled rows, ledger, figures; and the released figures."""
    work, labelled = root / "work.duckdb", f"select * from {LABELLED} order by _batch_id, _row_number"
    events = "select event, file, batch_id, bytes, rows, code from truenorth.adm_orders__ledger order by all"
    numbers = "select event_number from truenorth.adm_orders__ledger order by all"
    figures = [
        "from metric_values order by all",
        "from quarantine_reasons order by all",
        "from profiles order by all",
        "select * exclude delivered_at from batches order by all",
    ]
    with open_release(root / "published" / "CURRENT") as release:
        released = [release.execute(sql).fetchall() for sql in figures]
    return [ask(work, labelled), ask(work, events), ask(work, numbers), *released]


def check_kills(root: Path, calm: Path, kills: int) -> None:
    print(f"seed {SEED}, {kills} kills")
    moments = random.Random(SEED)
    make_project(root)
    deliveries = iter(range(DELIVERIES_A_LIFE * (kills + 2)))
    with builds_of(root) as builds:
        for _ in range(2):  # the second build has a life's worth of work and tells how long a life is
            for _ in range(DELIVERIES_A_LIFE):
                deliver(root, next(deliveries))
            seconds = builds.finish()
        with reader(root / "published") as report:
            for _ in range(kills):
                for _ in range(DELIVERIES_A_LIFE):
                    deliver(root, next(deliveries))
                builds.kill_after(moments.uniform(0, LONGEST_LIFE * seconds))
                check_rows_and_ledger(root / "work.duckdb")
        builds.finish()
    releases = sorted((root / "published" / "releases").iterdir())
    print(f"a life of {seconds:.2f} s; {len(releases)} releases; reader: {report['reads']} reads,", end=" ")
    print(f"{len(report['releases'])} releases, {len(report['faults'])} faults")
    assert report["faults"] == []
    check_rows_and_ledger(root / "work.duckdb")
    for file in releases:
        with open_release(file) as release:
            received = "select sum(rows), sum(admitted + quarantined + held) from batches"
            [(rows, ends)] = release.execute(received).fetchall()
            assert rows == ends, file.name

    shutil.copytree(root, calm, ignore=shutil.ignore_patterns("work.duckdb*", "published"))
    with builds_of(calm) as builds:
        builds.finish()
    assert end_state(root) == end_state(calm)


def test_a_kill_before_each_statement_of_the_door(tmp_path):
    """The moment between two statements is short; here each is hit: rows in, ledger not yet."""
    root, before = tmp_path / "killed", tmp_path / "before.duckdb"
    make_project(root)
    work = root / "work.duckdb"
    deliver(root, 0)
    with builds_of(root) as builds:
        builds.finish()
        shutil.copy(work, before)
        for number in (6, 7, 8):  # one cut off, one whole, one that repeats it
            deliver(root, number)
        builds.finish()
        calm = end_state(root)
        statement = 0
        while True:
            work.unlink()
            shutil.copy(before, work)
            was_killed = builds.kill_before(statement)
            check_rows_and_ledger(work)
            builds.finish()
            assert end_state(root) == calm, f"killed before statement {statement}"
            if not was_killed:
                break
            statement += 1
    print(f"killed before each of {statement} statements")
    assert statement > 10


def test_twenty_kills_of_a_build(tmp_path):
    check_kills(tmp_path / "killed", tmp_path / "calm", 20)


@pytest.mark.heavy
def test_five_hundred_kills_of_a_build(tmp_path):
    check_kills(tmp_path / "killed", tmp_path / "calm", 500)
