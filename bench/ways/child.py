"""A process for one way and one file, so that time and memory belong to it alone."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .measured import Measured, Settings

LOOK_SECONDS = 0.1


@dataclass(frozen=True)
class Limits:
    """When a process is stopped: resident memory in MB, seconds of its whole life."""

    resident_mb: int
    seconds: float


@dataclass(frozen=True)
class Outcome:
    """What a way reported, or why it was stopped.

    Attributes:
        stopped: empty, or which limit was passed.
        peak_mb: the largest resident memory that the kernel saw.
    """

    way: str
    measured: Measured = field(default_factory=Measured)
    peak_mb: int = 0
    stopped: str = ""

    @property
    def seconds(self) -> float:
        return sum(self.measured.seconds.values())

    @property
    def cpu_seconds(self) -> float:
        return sum(self.measured.cpu_seconds.values())


def run_way(way: str, file: Path, settings: Settings, limits: Limits, *, keep: bool = False) -> Outcome:
    """Run one way in a process of its own.

    Args:
        keep: leave what lies in the way's folder, for a database that has landed files already.
    """
    if not keep:
        shutil.rmtree(settings.folder, ignore_errors=True)
    settings.folder.mkdir(parents=True, exist_ok=True)
    report = settings.folder / "report.json"
    report.unlink(missing_ok=True)
    arguments = [
        way,
        str(file),
        str(report),
        str(settings.folder),
        settings.memory_limit,
        str(settings.threads),
    ]
    environment = {**os.environ, "POLARS_MAX_THREADS": str(settings.threads)}
    environment["PYTHONPATH"] = str(Path(__file__).parents[1])
    child = subprocess.Popen([sys.executable, "-m", "ways.child", *arguments], env=environment)
    stopped = _watch(child, limits)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    peak_mb = used.ru_maxrss // 1024
    if stopped:
        return Outcome(way, peak_mb=peak_mb, stopped=stopped)
    if child.returncode != 0:
        raise RuntimeError(f"{way} ended with {child.returncode}")
    found = json.loads(report.read_text("utf-8"))
    return Outcome(way, Measured(**found["measured"]), peak_mb=found["peak_mb"])


def _watch(child: subprocess.Popen[bytes], limits: Limits) -> str:
    end = time.monotonic() + limits.seconds
    # WNOWAIT leaves the process to wait4, which gives its memory
    while os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > end:
            child.kill()
            return f"more than {limits.seconds:.0f} s"
        if _status_mb("VmRSS", child.pid) > limits.resident_mb:
            child.kill()
            return f"more than {limits.resident_mb / 1024:.0f} GB"
        time.sleep(LOOK_SECONDS)
    return ""


def _status_mb(field_name: str, pid: int | str = "self") -> int:
    for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
        if line.startswith(f"{field_name}:"):
            return int(line.split()[1]) // 1024
    return 0  # a process that has just ended has no memory any more


if __name__ == "__main__":
    name, lines, target, folder, memory_limit, threads = sys.argv[1:]
    ran = importlib.import_module(f"ways.{name}").run(
        Path(lines), Settings(Path(folder), memory_limit, int(threads))
    )
    Path(target).write_text(json.dumps({"measured": asdict(ran), "peak_mb": _status_mb("VmHWM")}), "utf-8")
