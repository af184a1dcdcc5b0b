"""What the kill -9 tests share: their seed, how they start a program, and the reader that looks on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TESTS = Path(__file__).parent
SEED = int(os.environ.get("TRUENORTH_KILL_SEED", "20111209"))


def program(name: str, *arguments: object) -> list[str]:
    return [sys.executable, str(TESTS / name), *map(str, arguments)]


@contextmanager
def reader(published: Path, pause: float = 0) -> Iterator[dict[str, object]]:
    """Read all the while, with `pause` seconds between; the report is there when the block ends."""
    report: dict[str, object] = {}
    process = subprocess.Popen(
        program("release_reader.py", published, pause),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield report
        out, _ = process.communicate(timeout=60)
        report.update(json.loads(out))
    finally:
        process.kill()
        process.wait()
