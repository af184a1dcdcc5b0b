"""A process that is killed at any step leaves a log that holds, and running again brings every entry in once.

The child is forked and kills itself before its Nth statement or change of a file. `TRUENORTH_KILL_SEED`
chooses the random kills of the heavy run.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

import evidence_verifier
from evidence_shop import admissions, keys_of, opened, shop, shop_with_log
from killing import SEED
from truenorth.evidence.creation import create_log
from truenorth.evidence.log import EvidenceLog, log_file
from truenorth.evidence.signers import Signers
from truenorth.evidence.verified_file import verified_file
from truenorth.project import Project

CHANGES = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.chmod"}


def killed(act: Callable[[], object], step: int) -> bool:
    """Run `act` in a child that dies before its step `step`; False if it came to its end first."""
    child = os.fork()
    if child == 0:
        steps = count()

        def maybe_die(*_: object) -> None:
            if next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(lambda event, _: maybe_die() if event in CHANGES else None)
        connect = sqlite3.connect

        def traced(*arguments: object, **settings: object) -> sqlite3.Connection:
            connection = connect(*arguments, **settings)  # type: ignore[call-overload]  # passed on as given
            connection.set_trace_callback(maybe_die)
            return connection

        sqlite3.connect = traced  # type: ignore[assignment]  # in the child only
        code = 1
        try:
            act()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def append(project: Project, first: int, number: int) -> None:
    with opened(project) as log:
        log.append(admissions(first, number))


def check(project: Project, checkpoints: dict[int, bytes], logged: int, latest: int = 0) -> None:
    """The log holds; what was committed is there; the `latest` checkpoints seen (0: all) are prefixes."""
    with opened(project) as log:
        assert verified_file(log.store, Signers(log.key)).head.size == log.size >= logged
        entries = [log.store.entry(position) for position in range(log.size)]
        assert len(log.known(entry.entry.key for entry in log.entries())) == log.size
        checkpoints[log.size] = evidence_verifier.open_checkpoint(log.checkpoint().encode(), [str(log.key)])[
            1
        ]
    for size, root in list(checkpoints.items())[-latest:]:
        assert evidence_verifier.mth(entries[:size]) == root


def test_a_kill_before_any_step_of_an_append_loses_and_doubles_nothing(tmp_path: Path) -> None:
    project = shop_with_log(tmp_path / "shop")
    append(project, 0, 250)
    checkpoints: dict[int, bytes] = {}
    size = 250
    for step in count():
        died = killed(lambda: append(project, size, 10), step)  # noqa: B023  # the child runs at once
        check(project, checkpoints, size)
        append(project, size, 10)
        size += 10
        check(project, checkpoints, size)
        with opened(project) as log:
            assert log.size == size
        if not died:
            break
    assert step > 15, "an append has more steps than that"


def test_a_kill_during_init_leaves_a_log_or_none(tmp_path: Path) -> None:
    for step in count():
        project = shop(tmp_path / f"shop{step}")
        died = killed(lambda: create_log(project, keys=keys_of(project)), step)  # noqa: B023  # at once
        if not log_file(project).exists():
            assert EvidenceLog.open(project) is None
            create_log(project, keys=keys_of(project))
        append(project, 0, 3)
        check(project, {}, 3)
        if not died:
            break
    assert step > 10


@pytest.mark.heavy
def test_two_hundred_kills_at_random_steps(tmp_path: Path) -> None:
    chances = random.Random(SEED)
    project = shop_with_log(tmp_path / "shop")
    checkpoints: dict[int, bytes] = {}
    size = 0
    for _ in range(200):
        number = chances.choice([1, 3, 40])
        killed(lambda: append(project, size, number), chances.randrange(35))  # noqa: B023  # at once
        check(project, checkpoints, size, latest=3)
        append(project, size, number)
        size += number
        with opened(project) as log:
            assert log.size == size
    check(project, checkpoints, size)
