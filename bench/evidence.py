"""How quick the evidence log is, beside SQLite that is given the same bytes and asked for nothing.

    python bench/evidence.py --dir FOLDER [--entries 1000000] [--batch 100000] [--proofs 300]

Batches go to the log and to a bare table by turns, so that a slow minute of the machine meets both. Both
write a WAL with synchronous FULL. At the end, proofs are made at the full size, with the log kept open and
with the log opened anew each time, and the whole log is verified.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from truenorth.evidence.creation import create_log
from truenorth.evidence.entry import entry_bytes, timestamp_text
from truenorth.evidence.log import Entry, EvidenceLog, log_file
from truenorth.evidence.proof import read_proof, verify_proof
from truenorth.evidence.signers import Signers
from truenorth.evidence.verified_file import verified_file
from truenorth.project import Project

GOAL_RATE = 100_000  # entries a second in batches, issue 4
GOAL_PROOF_MS = 10.0
SEED = 20261122


@dataclass(frozen=True)
class Timing:
    """Seconds of one batch, by the wall clock and of this process alone."""

    wall: float
    cpu: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table in Markdown.

    Returns: 0, or 1 if the log holds something else than was put in.
    """
    options = _options(arguments)
    folder: Path = options.dir
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    project = Project(folder / "project", "bench")
    project.root.mkdir()
    key, _ = create_log(project, origin="example.com/bench", keys=folder / "keys")
    with _opened(project) as log, closing(_bare(folder / "bare.sqlite")) as bare:
        into_log, into_table = [], []
        for entries in _batches(options.entries, options.batch):
            into_log.append(_timed(lambda entries=entries: log.append(entries)))
            first = log.size - len(entries)
            into_table.append(_timed(lambda first=first, entries=entries: _insert(bare, first, entries)))
            print(f"{log.size:>12,} {_rate(into_log[-1:], options.batch)}", file=sys.stderr, flush=True)
        small = [_timed(lambda n=n: log.append([_entry(options.entries + n)])).wall for n in range(20)]
    whole, size = options.entries, options.entries + 20
    print(f"{whole:,} entries in batches of {options.batch:,}\n")
    print("| | entries a second, median batch | slowest batch | by processor time |")
    print("|---|--:|--:|--:|")
    for name, timings in (("evidence log", into_log), ("bare table of SQLite", into_table)):
        print(f"| {name} | {_rate(timings, options.batch)} |")
    print(f"\none entry at a time: {statistics.median(small) * 1000:.1f} ms, median of {len(small)}")
    chances = random.Random(SEED)
    keys = [_entry(chances.randrange(whole)).key for _ in range(options.proofs)]
    with _opened(project) as log:
        kept = [_timed(lambda one=one: log.prove(one)) for one in keys]
        for one in keys[:20]:
            verify_proof(read_proof(log.prove(one)), key)
    anew = [_timed(lambda one=one: _prove_anew(project, one)) for one in keys]
    print(f"\nproofs at {size:,} entries, milliseconds (goal: at most {GOAL_PROOF_MS:.0f})\n")
    print("| | median | 99 % | 99 % by processor time |\n|---|--:|--:|--:|")
    for name, timings in (("log kept open", kept), ("log opened and its head verified each time", anew)):
        wall, cpu = sorted(one.wall for one in timings), sorted(one.cpu for one in timings)
        cells = (statistics.median(wall), wall[int(len(wall) * 0.99)], cpu[int(len(cpu) * 0.99)])
        print(f"| {name} | " + " | ".join(f"{cell * 1000:.2f}" for cell in cells) + " |")
    with _opened(project) as log:
        start = time.perf_counter()
        found = verified_file(log.store, Signers(key)).head.size
        print(f"\nverified from end to end: {found:,} entries in {time.perf_counter() - start:.1f} s")
    on_disk, own = log_file(project).stat().st_size / size, _mean_bytes()
    print(f"on disk: {on_disk:.0f} bytes an entry, {own:.0f} of them its own")
    return int(found != size)


def _entry(number: int) -> Entry:
    """An admission as a build logs it, with the root over its rows."""
    digest = sha256(b"%d" % number).hexdigest()
    body = {
        "source": "online_retail",
        "batch_id": digest,
        "rows": number,
        "admitted": number // 2,
        "rows_root": digest,
    }
    return Entry(f"admission/online_retail/{digest}", "admission", body)


def _batches(entries: int, batch: int) -> Iterator[list[Entry]]:
    for first in range(0, entries, batch):
        yield [_entry(number) for number in range(first, min(first + batch, entries))]


def _mean_bytes() -> float:
    return statistics.mean(len(_written(_entry(number))) for number in range(1000))


def _written(entry: Entry) -> bytes:
    return entry_bytes(entry, timestamp_text(datetime.now(UTC)))


def _bare(path: Path) -> sqlite3.Connection:
    con = sqlite3.connect(path, isolation_level=None)
    con.execute("pragma journal_mode = wal")
    con.execute("pragma synchronous = full")
    con.execute("create table entries (position integer primary key, key text unique, entry blob)")
    return con


def _insert(con: sqlite3.Connection, first: int, entries: Sequence[Entry]) -> None:
    """The least that a table with idempotency keys does: no tree, no signature, no canonical form."""
    con.execute("begin immediate")
    con.executemany(
        "insert into entries values (?, ?, ?)",
        ((position, entry.key, repr(entry.body)) for position, entry in enumerate(entries, first)),
    )
    con.execute("commit")


def _timed(act: Callable[[], object]) -> Timing:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return Timing(time.perf_counter() - wall, time.process_time() - cpu)


def _rate(timings: Sequence[Timing], batch: int) -> str:
    median = batch / statistics.median(timing.wall for timing in timings)
    slowest = batch / max(timing.wall for timing in timings)
    cpu = batch / statistics.median(timing.cpu for timing in timings)
    return f"{median:,.0f} | {slowest:,.0f} | {cpu:,.0f}"


def _opened(project: Project) -> EvidenceLog:
    log = EvidenceLog.open(project)
    if log is None:
        raise RuntimeError("the log is gone")
    return log


def _prove_anew(project: Project, key: str) -> None:
    with _opened(project) as log:
        log.prove(key)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dir", type=Path, required=True, help="what is in it is removed")
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--batch", type=int, default=100_000)
    parser.add_argument("--proofs", type=int, default=300)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
