"""A small project whose builds are attested: the real door, the real evidence, the real publish.

As a program, `python attested_build.py PROJECT`: pays the imports once, then forks a build for each line it
reads. `lines` builds and writes to the file `lines`, for each line of the watched packages that it runs, its
module; `line N` kills itself before the Nth of them; `finish` just builds. Then it says how the build ended,
as `os.waitstatus_to_exitcode` does.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import duckdb
import pyarrow  # noqa: F401  the evidence imports it late; here it is paid before the fork

import small_build
from small_work import RELATIONS, publish_small
from truenorth.attest.build_evidence import attest, open_salts
from truenorth.attest.publication import PublicationEvidence
from truenorth.dbt import DbtRun, Relation
from truenorth.evidence.log import EvidenceLog
from truenorth.project import Project, find_project

SCOPE = """
dataset:
  - fides_key: orders
    collections:
      - name: lines
        fields:
          - {name: order_id, data_categories: [system.operations]}
          - {name: customer, data_categories: [user.unique_id.pseudonymous]}
"""
MODELS = ("adm_orders", "brushing_findings", "brushing_verdicts", "brushing_appeals", "consent_coverage")
BUILT = {**RELATIONS, **{name: Relation("truenorth", name) for name in MODELS}}
WATCHED = {"attest", "evidence", "persons", "publish"}  # packages whose every line may be the last


def make_project(root: Path) -> Project:
    """Write a project with one source and its scope file; it has no delivery and no log yet."""
    small_build.make_project(root)
    (root / "expectations" / "scope").mkdir()
    (root / "expectations" / "scope" / "orders.yml").write_text(SCOPE)
    return find_project(root)


def attest_small(project: Project, log: EvidenceLog, run_id: str = "run") -> int:
    """Attest what lies in the work database; returns how many entries are new."""
    with (
        duckdb.connect(str(project.root / "work.duckdb"), read_only=True) as con,
        open_salts(project, log) as salts,
    ):
        return attest(project, log, con, BUILT, salts, DbtRun(0, run_id, ()))


def build(project: Project, run_id: str) -> None:
    """Land what is new, attest it, publish it."""
    work = project.root / "work.duckdb"
    small_build.land(project.root, work)
    log = EvidenceLog.open(project)
    assert log is not None
    with log:
        attest_small(project, log, run_id)
        publish_small(work, project.published, announcement=PublicationEvidence(log, project.published))


def watch_lines(last: int | None) -> list[str]:
    """Note the module of each watched line from here on; die by SIGKILL before line `last`."""
    modules: list[str] = []

    def watch(frame: FrameType, event: str, _: object) -> Callable[..., object] | None:
        file = Path(frame.f_code.co_filename)
        if file.parent.name not in WATCHED or file.parent.parent.name != "truenorth":
            return None
        if event == "line":
            if len(modules) == last:
                os.kill(os.getpid(), signal.SIGKILL)
            modules.append(file.stem)
        return watch

    sys.settrace(watch)
    return modules


def serve(root: Path) -> None:
    """Fork a build for each line read; see the top of this file."""
    project = find_project(root)
    for number, command in enumerate(sys.stdin):
        verb, *last = command.split()
        told = root / "lines"
        process = os.fork()
        if process == 0:
            lines = watch_lines(int(last[0]) if last else None) if verb != "finish" else None
            build(project, f"run-{number}-{os.getpid()}")
            if lines is not None:
                told.write_text("\n".join(lines))
            os._exit(0)
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
