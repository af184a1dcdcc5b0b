"""kill -9 at random moments of a build that publishes, while another process reads without pause."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from killing import SEED, program, reader
from small_work import counts, publish_small, write_work
from truenorth.publish import open_release
from truenorth.publish.content import content_digest
from truenorth.publish.reading import read_release
from truenorth.publish.tables import CONTENT_TABLES

MOST_PUBLISHES = 2  # a writer is killed after this many at most ...
LONGEST_WAIT_SECONDS = 0.3  # ... and a random moment, up to about one more build and publish
GENERATIONS_A_LIFE = 1000  # each life starts at a round one, so that no two write the same figures


def live_and_die(work: Path, published: Path, first: int, publishes: int, wait: float) -> list[int]:
    """Kill a writer `wait` seconds after its `publishes`th release; return the generations it published."""
    arguments = program("small_work.py", work, published, first)
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(1 + publishes)]
        time.sleep(wait)
        writer.kill()
        said += writer.stdout.readlines()
    assert writer.returncode == -signal.SIGKILL, "the writer ended before it was killed"
    assert said[0] == "ready\n"
    return [int(line) for line in said[1:]]


def left_behind(published: Path) -> str:
    if (published / ".CURRENT.next").is_symlink():
        return "between file and link"
    if (published / "releases" / ".partial.duckdb").exists():
        return "while copying"
    return "elsewhere"


def content(release: Path) -> dict[str, list[tuple[object, ...]]]:
    with open_release(release) as connection:
        return {
            table.name: connection.execute(f"from {table.name} order by all").fetchall()
            for table in CONTENT_TABLES
        }


def generation_of(release: Path) -> int:
    with open_release(release) as connection:
        [(generation,)] = connection.execute("select distinct value from metric_values").fetchall()
    return int(generation)


def check_kills(folder: Path, kills: int) -> None:
    print(f"seed {SEED}, {kills} kills")
    moments = random.Random(SEED)
    work, published = folder / "work.duckdb", folder / "published"
    write_work(work, 0)
    publish_small(work, published)
    said, died = [0], Counter[str]()
    with reader(published) as report:
        for kill in range(1, kills + 1):
            publishes, wait = moments.randint(0, MOST_PUBLISHES), moments.uniform(0, LONGEST_WAIT_SECONDS)
            said += live_and_die(work, published, kill * GENERATIONS_A_LIFE, publishes, wait)
            died[left_behind(published)] += 1
            now = generation_of(published / "CURRENT")
            assert now >= said[-1], f"kill {kill} ({publishes} publishes, {wait:.3f} s) took {said[-1]} back"
    print(f"died {dict(died)}; reader: {report['reads']} reads, {len(report['releases'])} releases")
    assert report["faults"] == []
    assert report["reads"] >= kills
    for release_id, seen in report["releases"].items():
        generation = int(seen.pop("smallest"))
        assert (release_id, seen) == (release_id, counts(generation) | {"largest": generation})

    last = (kills + 1) * GENERATIONS_A_LIFE
    write_work(work, last)
    converged = publish_small(work, published)
    write_work(folder / "calm.duckdb", last)
    calm = publish_small(folder / "calm.duckdb", folder / "calm")
    assert content(converged.path) == content(calm.path)
    assert sorted(path.name for path in published.iterdir()) == [".lock", "CURRENT", "releases"]
    generations = []
    for file in sorted((published / "releases").iterdir()):
        assert read_release(file).path == file
        generations.append(generation_of(file))
    assert generations == sorted(set(generations)), "a release is there twice, or out of order"
    assert set(said) <= set(generations), "a published release is lost"


def test_twenty_kills(tmp_path):
    check_kills(tmp_path, 20)


@pytest.mark.heavy
def test_five_hundred_kills(tmp_path):
    check_kills(tmp_path, 500)


@pytest.mark.parametrize("releases", [0, 1], ids=["first-release", "second-release"])
def test_a_kill_before_each_step(tmp_path, releases):
    """Random moments rarely hit the short steps at the end, so each of them is hit on purpose."""
    died_before = []
    for step in range(100):
        work, published = tmp_path / f"{step}.duckdb", tmp_path / f"published-{step}"
        for generation in range(releases):
            write_work(work, generation)
            publish_small(work, published)
        write_work(work, releases)
        arguments = program("kill_at_step.py", work, published, step)
        run = subprocess.run(arguments, capture_output=True, text=True, check=False)
        if releases or os.path.lexists(published / "CURRENT"):
            check_current(published)
        publish_small(work, published)
        assert sorted(path.name for path in published.iterdir()) == [".lock", "CURRENT", "releases"]
        files = sorted((published / "releases").iterdir())
        assert [generation_of(file) for file in files] == list(range(releases + 1))
        if run.returncode == 0:
            break
        assert run.returncode == -signal.SIGKILL, run.stderr
        died_before.append(run.stdout.strip())
    print(f"died before {died_before}")
    assert died_before.count("os.rename") == 2, "the file's name and the link"
    assert {"os.chmod", "os.symlink"} <= set(died_before)


def check_current(published: Path) -> None:
    """What is current is whole."""
    release = read_release(published / "CURRENT")
    with open_release(release.path) as connection:
        assert release.release_id.endswith(content_digest(connection)[:12])
