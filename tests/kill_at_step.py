"""`python kill_at_step.py WORK_DB PUBLISHED N` publishes and kills itself before its Nth change of a folder.

It prints the change it died before. If there is no Nth one it ends by itself with exit code 0.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path

import duckdb  # the hook below counts what publish does, not what importing does

from small_work import publish_small

CHANGES = {"os.rename", "os.symlink", "os.chmod", "os.remove", "os.mkdir"}


def arm(last: int) -> None:
    """Send this process SIGKILL before change `last`, counted from 0."""
    step = count()

    def die(event: str, arguments: tuple[object, ...]) -> None:
        if event in CHANGES and next(step) == last:
            print(event, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(die)


if __name__ == "__main__":
    duckdb.connect().close()
    arm(int(sys.argv[3]))
    publish_small(Path(sys.argv[1]), Path(sys.argv[2]))
