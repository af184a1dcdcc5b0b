"""One scratch copy of examples/planted, and runs of dbt in it with their time and memory."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ("dbt_project.yml", "models", "macros", "seeds", "expectations", "examples/planted")
# tests of models say nothing about the cost of detection
KINDS = ("--resource-type", "model", "--resource-type", "seed")
# brushing_runs records how far a run has read, so that the next one reads only what is new
DETECTION = (
    "+brushing_findings",
    "+brushing_runs",
    "+brushing_verdicts",
    "+brushing_standing_verdicts",
    "+blocked_interactions",
    "+blocked_orders",
    "+blocked_clicks",
)


def snapshot(project: Path, folder: Path) -> Path:
    """Copy the dbt project, so that nobody edits under a run that lasts for an hour.

    Returns: the copy, to be installed by `Scratch`.
    """
    made_by_dbt = shutil.ignore_patterns("target", "logs", "dbt_packages", "*.duckdb*", "package-lock.yml")
    for name in PROJECT:
        there = folder / name
        if (project / name).is_dir():
            shutil.copytree(project / name, there, ignore=made_by_dbt)
        elif (project / name).exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(project / name, there)
    return folder


@dataclass(frozen=True)
class Machine:
    """What DuckDB may take: memory such as "8GB", threads (None: all)."""

    memory: str
    threads: int | None


@dataclass
class Cost:
    """What one dbt run took.

    Attributes:
        seconds: of the whole process, start and parsing included.
        cpu_seconds: processor time of the process; on a shared machine the steadier figure.
        by_model: seconds of each model, slowest first.
        peak_mb: the largest resident memory of the process, which holds DuckDB.
        rows: of each table that the run built.
    """

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    by_model: dict[str, float] = field(default_factory=dict)
    peak_mb: int = 0
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def model_seconds(self) -> float:
        return sum(self.by_model.values())


class Scratch:
    """A copy of examples/planted with a database of its own.

    Args:
        project: the snapshot of truenorth to install.
    """

    def __init__(self, folder: Path, machine: Machine, project: Path) -> None:
        self.folder = folder.resolve()
        self.database = self.folder / "planted.duckdb"
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(project / "examples" / "planted", self.folder)
        self._write("packages.yml", {"packages": [{"local": str(project.resolve())}]})
        settings = {"memory_limit": machine.memory, "preserve_insertion_order": False}
        settings |= {"threads": machine.threads} if machine.threads else {}
        # dbt sets `settings` anew for each model, and DuckDB refuses to move a folder that it has spilled to
        once = {"temp_directory": str(self.folder / "spill")}
        output = {"type": "duckdb", "path": str(self.database), "threads": 1}
        output |= {"settings": settings, "config_options": once}
        self._write("profiles.yml", {"planted": {"target": "local", "outputs": {"local": output}}})
        self._dbt(["deps"], {})

    def detect(
        self,
        data: Path,
        variables: dict[str, object],
        select: Sequence[str] = DETECTION,
        *,
        fresh: bool = True,
    ) -> Cost:
        """Build findings and verdicts over the five tables in `data`.

        Args:
            fresh: start from no history; otherwise only what is new is detected.
        Raises: RuntimeError with the end of dbt's output if a model fails.
        """
        if fresh:
            self.database.unlink(missing_ok=True)
        arguments = ["build", *KINDS, "--select", *select]
        arguments += ["--vars", json.dumps(variables)] if variables else []
        cost = self._dbt(arguments, {"PLANTED_DATA": str(data.resolve())})
        results = json.loads((self.folder / "target" / "run_results.json").read_text("utf-8"))["results"]
        times = {
            result["unique_id"].split(".")[-1]: round(result["execution_time"], 3)
            for result in results
            if result["unique_id"].startswith(("model.", "seed."))
        }
        if not times:
            raise RuntimeError("dbt selected no model: are brushing_findings and brushing_verdicts there?")
        cost.by_model = dict(sorted(times.items(), key=lambda item: -item[1]))
        cost.rows = self._rows(times)
        return cost

    def signals_of(self, family: str) -> list[str]:
        """Names of the signals of a family, from the manifest of the last run."""
        nodes = json.loads((self.folder / "target" / "manifest.json").read_text("utf-8"))["nodes"]
        return sorted(
            node["name"].removeprefix("sig_")
            for node in nodes.values()
            if node["config"].get("meta", {}).get("truenorth", {}).get("signal", {}).get("family") == family
        )

    def _dbt(self, arguments: Sequence[str], environment: dict[str, str]) -> Cost:
        program = Path(sys.executable).with_name("dbt")
        own = {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DBT_PROFILES_DIR": str(self.folder)}
        start = time.perf_counter()
        with (self.folder / "dbt.log").open("w+b") as log:
            child = subprocess.Popen(
                [str(program), "--no-use-colors", *arguments],
                cwd=self.folder,
                env={**os.environ, **own, **environment},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            # wait4 gives the memory of this child alone
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            end = (self.folder / "dbt.log").read_text("utf-8", "replace")[-4000:]
            raise RuntimeError(f"dbt {arguments[0]} ended with {child.returncode}:\n{end}")
        return Cost(
            seconds=round(time.perf_counter() - start, 3),
            cpu_seconds=round(used.ru_utime + used.ru_stime, 3),
            peak_mb=used.ru_maxrss // 1024,
        )

    def _rows(self, models: dict[str, float]) -> dict[str, int]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            sizes = dict(
                connection.execute("select table_name, estimated_size from duckdb_tables()").fetchall()
            )
        return {name: int(sizes[name]) for name in models if name in sizes}

    def _write(self, name: str, content: dict[str, object]) -> None:
        # JSON is YAML
        (self.folder / name).write_text(json.dumps(content), encoding="utf-8")
