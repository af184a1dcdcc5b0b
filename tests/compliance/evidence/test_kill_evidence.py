"""kill -9 at any line of attesting and publishing: nothing is lost, doubled or rewritten.

A build is killed before a random line of a random module that attests or publishes, and the next one goes on
from there. Set TRUENORTH_KILL_SEED for other lines.
"""

from __future__ import annotations

import random
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
import row_oracle

from attested_build import make_project
from killing import SEED, program
from small_build import deliver
from truenorth.evidence.creation import create_log
from truenorth.evidence.entry import Logged, entry_bytes, timestamp_text
from truenorth.evidence.log import EvidenceLog
from truenorth.evidence.proof import read_proof, verify_proof
from truenorth.project import Project

Seen = list[tuple[int, bytes]]


class Builder:
    """Forks builds of a project; see attested_build.py."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def build(self, command: str) -> int:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@contextmanager
def builder(root: Path) -> Iterator[Builder]:
    with subprocess.Popen(
        program("attested_build.py", root), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Builder(process)
        finally:
            process.kill()


def entries_of(project: Project) -> tuple[list[Logged], EvidenceLog]:
    log = EvidenceLog.open(project)
    assert log is not None
    with log:
        return list(log.entries()), log


def require_one_history(project: Project, seen: Seen) -> list[Logged]:
    """Every key once, and every checkpoint that was ever seen a prefix of what there is now."""
    entries, _ = entries_of(project)
    assert max(Counter(logged.entry.key for logged in entries).values(), default=1) == 1
    leaves = [entry_bytes(logged.entry, timestamp_text(logged.at)) for logged in entries]
    for size, root in seen:
        assert row_oracle.root(leaves[:size]) == root
    seen.append((len(leaves), row_oracle.root(leaves)))
    return entries


def require_publications_and_entries_together(project: Project, entries: list[Logged], *, done: bool) -> None:
    """No release without an entry, no entry without a release; when a build is done, no open intent."""
    by_kind: dict[str, list[str]] = {}
    for logged in entries:
        by_kind.setdefault(logged.entry.kind, []).append(str(logged.entry.body.get("release_id")))
    intents, published = by_kind.get("publication_intent", []), by_kind.get("publication", [])
    ended = [*published, *by_kind.get("publication_abandoned", [])]
    on_disk = {file.stem for file in (project.published / "releases").glob("2*.duckdb")}
    assert Counter(ended) == Counter(set(ended))
    assert set(published) <= on_disk <= set(intents)
    assert len(set(intents) - set(ended)) <= (0 if done else 1)
    if done:
        assert set(published) == on_disk


def require_everything_attested(project: Project, entries: list[Logged]) -> None:
    """One entry for each event of the ledger, and a proof of the release beside it."""
    with duckdb.connect(str(project.root / "work.duckdb"), read_only=True) as con:
        events = con.execute(
            "select if(event = 'landed', 'admission', 'hold') || '/orders/' || event_number || '/'"
            " || strftime(seen_at, '%Y-%m-%dT%H:%M:%S.%f') from truenorth.adm_orders__ledger"
        ).fetchall()
    logged = Counter(one.entry.key for one in entries if one.entry.kind in ("admission", "hold"))
    assert logged == Counter(key for (key,) in events)
    _, log = entries_of(project)
    current = (project.published / "CURRENT").resolve().stem
    proof = read_proof((project.published / "evidence" / "publication.tlog-proof").read_text())
    verify_proof(proof, log.key)
    assert f'"key":"publication/{current}/completed"'.encode() in proof.entry


def lines_by_module(root: Path) -> list[list[int]]:
    """Places of the lines that a build runs, by module: each counts alike, however long its loops are."""
    modules: dict[str, list[int]] = {}
    for place, module in enumerate((root / "lines").read_text().splitlines()):
        modules.setdefault(module, []).append(place)
    return list(modules.values())


def kill(root: Path, keys: Path, times: int) -> int:
    """Kill `times` builds of a new project, each at a random line; returns how many died."""
    project = make_project(root)
    create_log(project, keys=keys)
    chance = random.Random(SEED)
    seen: Seen = []
    died = 0
    with builder(root) as builds:
        deliver(root, 0)
        assert builds.build("finish") == 0
        deliver(root, 1)
        assert builds.build("lines") == 0
        by_module = lines_by_module(root)
        for number in range(times):
            if number % 2 == 0:  # each second killed build goes on with what the one before left
                deliver(root, number // 2 + 2)
            died += builds.build(f"line {chance.choice(chance.choice(by_module))}") == -signal.SIGKILL
            entries = require_one_history(project, seen)
            require_publications_and_entries_together(project, entries, done=False)
            if chance.random() < 0.3:
                assert builds.build("finish") == 0
                entries = require_one_history(project, seen)
                require_publications_and_entries_together(project, entries, done=True)
                require_everything_attested(project, entries)
        assert builds.build("finish") == 0
        entries = require_one_history(project, seen)
        require_publications_and_entries_together(project, entries, done=True)
        require_everything_attested(project, entries)
    return died


def test_twenty_kills(tmp_path: Path) -> None:
    assert kill(tmp_path / "project", tmp_path / "keys", 20) >= 15  # a build with nothing new has fewer lines


@pytest.mark.heavy
def test_two_hundred_kills(tmp_path: Path) -> None:
    assert kill(tmp_path / "project", tmp_path / "keys", 200) >= 150


def test_what_the_checks_would_see(tmp_path: Path) -> None:
    """The checks themselves speak: a doubled publication, a release without an entry, an open intent."""
    project = make_project(tmp_path / "project")
    create_log(project, keys=tmp_path / "keys")
    deliver(project.root, 0)
    with builder(project.root) as builds:
        assert builds.build("finish") == 0
    entries, _ = entries_of(project)
    require_publications_and_entries_together(project, entries, done=True)
    [publication] = [logged for logged in entries if logged.entry.kind == "publication"]
    without = [logged for logged in entries if logged is not publication]
    for wrong in ([*entries, publication], without):
        with pytest.raises(AssertionError):
            require_publications_and_entries_together(project, wrong, done=True)
    with pytest.raises(AssertionError):
        require_everything_attested(project, [one for one in entries if one.entry.kind != "admission"])
    with pytest.raises(AssertionError):
        require_one_history(project, [(1, bytes(32))])
