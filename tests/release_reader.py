"""A reader in another process: opens `published/CURRENT` again and again and checks that it is whole.

`python release_reader.py PUBLISHED PAUSE` reads until its standard input is closed, with PAUSE seconds
between, then prints a JSON report. Whole means: the digest of all rows is the one in the release's name, and
the counts are those that the release states.
"""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb

from truenorth.publish import open_release
from truenorth.publish.content import content_digest
from truenorth.publish.tables import CONTENT_TABLES


@dataclass
class Report:
    """What the reader saw.

    Attributes:
        reads: how often it opened the link.
        releases: rows by table and the smallest and largest metric value, by release id, in the order seen.
        faults: everything that a reader must never meet, errors and half releases alike.
    """

    reads: int = 0
    releases: dict[str, dict[str, float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def look(link: Path, report: Report) -> None:
    """Open the release as an outsider does and as our own reader does, in turns, and check it."""
    outsider = report.reads % 2 == 0
    report.reads += 1
    try:
        with duckdb.connect(str(link), read_only=True) if outsider else open_release(link) as connection:
            connection.execute("select release_id, metrics, batches from releases")
            [(release_id, metrics, batches)] = connection.fetchall()
            seen: dict[str, float] = {}
            for table in CONTENT_TABLES:
                connection.execute(f"select count(*) from {table.name}")
                seen[table.name] = connection.fetchall()[0][0]
            connection.execute("select min(value), max(value) from metric_values")
            seen["smallest"], seen["largest"] = connection.fetchall()[0]
            digest = content_digest(connection)
    except Exception as error:
        report.faults.append(f"{type(error).__name__}: {error}")
        return
    if not release_id.endswith(digest[:12]) or (metrics, batches) != (
        seen["metric_verdicts"],
        seen["batches"],
    ):
        report.faults.append(f"{release_id} is not whole: {digest}, {seen}")
    if release_id not in report.releases:
        if report.releases and release_id < max(report.releases):
            report.faults.append(f"{release_id} was seen after a later one")
        report.releases[release_id] = seen


if __name__ == "__main__":
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    current, saw = Path(sys.argv[1]) / "CURRENT", Report()
    while not stop.wait(float(sys.argv[2])):
        look(current, saw)
    print(json.dumps(asdict(saw)))
