"""dbt as a program: started once a command, read through its log and its artifacts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import ConfigurationError, EvaluationError
from .identifiers import quote_identifier
from .project import Project
from .strict_yaml import load_yaml

CODE = re.compile(r"\bTN-[A-Z]\d{3}\b")


@dataclass(frozen=True)
class NodeResult:
    """What became of one dbt node; `status` is dbt's word (success, pass, fail, error, skipped, warn).

    Attributes:
        failures: rows that a test found, None for what is no test or did not run.
    """

    unique_id: str
    status: str
    message: str
    failures: int | None = None

    @property
    def name(self) -> str:
        return self.unique_id.split(".")[2]

    @property
    def is_red(self) -> bool:
        return self.status == "fail" or self.is_broken

    @property
    def is_broken(self) -> bool:
        """It did not fail a test, it could not run."""
        return self.status in ("error", "runtime error", "partial success")

    @property
    def cause(self) -> str:
        """The line of the message that names a code of truenorth, else its first line."""
        lines = [line.strip() for line in self.message.splitlines() if line.strip()]
        coded = [line[match.start() :] for line in lines if (match := CODE.search(line))]
        return (coded or lines or [""])[-1 if coded else 0]


@dataclass(frozen=True)
class DbtRun:
    """A finished dbt run, read from `target/run_results.json`; `started_at` is ISO 8601 in UTC."""

    exit_code: int
    invocation_id: str
    nodes: tuple[NodeResult, ...]
    started_at: str = ""


@dataclass(frozen=True)
class Progress:
    """One node started or finished; `index` of `total`, `kind` is dbt's resource type."""

    index: int
    total: int
    name: str
    kind: str
    status: str


def run_dbt(
    project: Project,
    arguments: list[str],
    *,
    on_progress: Callable[[Progress], None],
    on_message: Callable[[str], None],
    target: Path | None = None,
) -> DbtRun:
    """Run dbt in the project folder and wait for it.

    Args:
        target: folder for dbt's artifacts and log; default: `target` of the project.
        on_progress: called for each node that starts or ends.
        on_message: called with lines that people must see: errors and held batches.
    Raises: EvaluationError TN-E001 if dbt ends without having run anything.
    """
    if target is not None:
        arguments = [*arguments, "--target-path", str(target), "--log-path", str(target)]
    target = target or project.root / "target"
    results = target / "run_results.json"
    results.unlink(missing_ok=True)  # an old result must never pass for this run's
    exit_code, said = _run(project, arguments, on_progress, on_message)
    parse_cache = target / "partial_parse.msgpack"
    if not results.is_file() and parse_cache.is_file():
        # dbt's cache can contradict edited metrics ("found two metrics with the name"): parse anew.
        parse_cache.unlink()
        exit_code, said = _run(project, arguments, on_progress, on_message)
    if not results.is_file():
        raise EvaluationError(
            "TN-E001",
            "dbt ended before it ran anything"
            + ("; its own words are above" if said else " and said nothing"),
            where=str(project.root),
            mend="run `dbt build` to see its whole output",
        )
    return _read_results(results, exit_code)


def last_run(project: Project) -> DbtRun | None:
    """Return what the last dbt command here came to, None if its results are not there."""
    results = project.root / "target" / "run_results.json"
    return _read_results(results, exit_code=0) if results.is_file() else None


def _read_results(results: Path, exit_code: int) -> DbtRun:
    content = json.loads(results.read_text(encoding="utf-8"))
    nodes = tuple(
        NodeResult(item["unique_id"], item["status"], item.get("message") or "", item.get("failures"))
        for item in content["results"]
    )
    metadata = content["metadata"]
    return DbtRun(exit_code, metadata["invocation_id"], nodes, metadata.get("invocation_started_at", ""))


def _run(
    project: Project,
    arguments: list[str],
    on_progress: Callable[[Progress], None],
    on_message: Callable[[str], None],
) -> tuple[int, bool]:
    """Run dbt once; returns its exit code and whether it said anything that people must see."""
    command = [str(program("dbt")), *arguments, "--log-format", "json", "--no-use-colors"]
    environment = {**os.environ, "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
    said = False
    with subprocess.Popen(
        command,
        cwd=project.root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,
    ) as process:
        assert process.stdout is not None
        for event in _events(process.stdout):
            said |= _tell(event, on_progress, on_message)
    return process.returncode, said


def _die_with_parent() -> None:
    """A killed truenorth must not leave a dbt behind that holds the work database against the next run."""
    import ctypes
    import signal

    set_death_signal = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>
    ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)


def program(name: str) -> Path:
    """Return a program of this Python's environment. Raises: ConfigurationError TN-E002."""
    beside = Path(sys.executable).parent / name
    if not beside.exists():
        raise ConfigurationError(
            "TN-E002",
            f"{name} is not installed beside this Python",
            where=str(beside.parent),
            mend="install truenorth with its dependencies",
        )
    return beside


def _events(lines: Iterator[str] | Any) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            event = json.loads(line)
        except json.JSONDecodeError:
            continue  # tracebacks of a broken interpreter; the missing run_results.json tells
        if isinstance(event, dict):
            yield event


def _tell(
    event: dict[str, Any],
    on_progress: Callable[[Progress], None],
    on_message: Callable[[str], None],
) -> bool:
    info, data = event.get("info", {}), event.get("data", {})
    if info.get("name") in ("LogStartLine", "LogModelResult", "LogTestResult", "LogSeedResult"):
        node = data.get("node_info", {})
        on_progress(
            Progress(
                index=data.get("index", 0),
                total=data.get("total", data.get("num_models", 0)),
                name=node.get("node_name", ""),
                kind=node.get("resource_type", ""),
                status=node.get("node_status", ""),
            )
        )
    elif info.get("level") == "error" or str(info.get("msg", "")).startswith(("HELD ", "TN-")):
        on_message(info.get("msg", ""))
        return True
    return False


@dataclass(frozen=True)
class Relation:
    """Where dbt built a model; `sql` is its quoted name without the database."""

    schema: str
    identifier: str

    @property
    def sql(self) -> str:
        return f"{quote_identifier(self.schema)}.{quote_identifier(self.identifier)}"


def relations(project: Project) -> dict[str, Relation]:
    """Model name to where it was built, from `target/manifest.json`.

    Raises: EvaluationError TN-E003 if the project was never built here.
    """
    return {
        node["name"]: Relation(node["schema"], node["alias"])
        for node in read_manifest(project.root)["nodes"].values()
        if node["resource_type"] == "model"
    }


def read_manifest(root: Path, target: Path | None = None) -> dict[str, Any]:
    """Return dbt's `manifest.json`.

    Args:
        root: the project folder.
        target: dbt's folder for artifacts; default: `target` of the project.
    Raises: EvaluationError TN-E003 if the project was never built there.
    """
    manifest = (target or root / "target") / "manifest.json"
    if not manifest.is_file():
        raise EvaluationError(
            "TN-E003",
            "nothing was built here yet",
            where=str(root),
            mend="run `truenorth build` first",
        )
    content: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
    return content


def work_database(project: Project) -> Path:
    """Return the path of the DuckDB file that the project's dbt profile names.

    Raises: ConfigurationError TN-E004.
    """
    return project.root / str(duckdb_output(project)["path"])


def duckdb_output(project: Project) -> dict[str, Any]:
    """Return the DuckDB output that the project's dbt profile uses, its `path` rendered.

    Looks where dbt looks: DBT_PROFILES_DIR, the project folder, `~/.dbt`.
    Raises: ConfigurationError TN-E004.
    """
    settings = load_yaml(project.root / "dbt_project.yml")
    folders = [os.environ.get("DBT_PROFILES_DIR"), str(project.root), str(Path.home() / ".dbt")]
    for folder in filter(None, folders):
        path = Path(folder) / "profiles.yml"
        if path.is_file():
            profile = load_yaml(path).get(settings.get("profile"), {})
            target = profile.get("outputs", {}).get(profile.get("target", "default"), {})
            if target.get("type") == "duckdb" and target.get("path"):
                return {**target, "path": _rendered(str(target["path"]))}
            break
    raise ConfigurationError(
        "TN-E004",
        f"no DuckDB target for profile {settings.get('profile')!r}",
        where=str(project.root),
        mend="truenorth publishes from a dbt target with type: duckdb and a path",
    )


def _rendered(text: str) -> str:
    """Render the one Jinja function that profiles use, `env_var`."""
    if "{{" not in text:
        return text
    from jinja2.sandbox import SandboxedEnvironment

    def env_var(name: str, default: str | None = None) -> str:
        value = os.environ.get(name, default)
        if value is None:
            raise ConfigurationError("TN-E004", f"environment variable {name} is not set", mend="set it")
        return value

    return SandboxedEnvironment().from_string(text).render(env_var=env_var)
