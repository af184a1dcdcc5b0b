"""Reads every contract of one project, as a program of its own: contracts are Python and run.

Each side of a change is read in a process of its own, so that two modules of one name never meet, with the
copy as its folder and without what the environment of the caller keeps secret.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import EvaluationError, TruenorthError
from .demand import Demand, demand_of

if TYPE_CHECKING:
    from ...project import Project

PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
LONGEST = 300.0  # seconds; importing Pandera and Great Expectations takes about five


@dataclass(frozen=True)
class Refused:
    """A contract that cannot be read: code, sentence and what to do, as its error says them."""

    code: str
    what: str
    mend: str


@dataclass(frozen=True)
class ReadContract:
    """One file of contracts: what it demands, by element, or why it cannot be read.

    Attributes:
        file: path in the copy.
        demands: each with the line that states it, None where it is not one line.
    """

    source: str
    layer: str
    file: Path
    demands: dict[str, tuple[Demand, int | None]]
    refused: Refused | None = None


def read_contracts(project: Project, files: tuple[Path, ...]) -> list[ReadContract]:
    """Read contract files of a copied project in a process of its own.

    Raises: EvaluationError TN-D016 if it ends without an answer.
    """
    if not files:
        return []
    command = [sys.executable, "-m", __name__, *map(str, files)]
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    try:
        done = subprocess.run(
            command, cwd=project.root, env=environment, capture_output=True, timeout=LONGEST, check=False
        )
        answer = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.TimeoutExpired, IndexError, ValueError) as error:
        raise EvaluationError(
            "TN-D016",
            "the contracts could not be read: a contract ended the process that reads it",
            where=str(project.root),
            mend="run each contract file with python",
        ) from error
    return [
        ReadContract(
            source=one["source"],
            layer=one["layer"],
            file=Path(one["file"]),
            demands={
                entry["demand"]["element"]: (demand_of(entry["demand"]), entry["line"])
                for entry in one["demands"]
            },
            refused=Refused(**one["refused"]) if one["refused"] else None,
        )
        for one in answer
    ]


def _read(path: Path) -> dict[str, object]:
    layer, source = path.parent.name, path.stem
    refused, demands = None, []
    try:
        readers: dict[str, Callable[[Path], Iterator[tuple[Demand, int | None]]]] = {
            "rows": _rows,
            "batches": _batches,
            "scope": _scope,
        }
        demands = list(readers[layer](path))
    except TruenorthError as error:
        refused = {"code": error.code, "what": error.what, "mend": error.mend}
    return {
        "source": source,
        "layer": layer,
        "file": str(path),
        "demands": [{"demand": demand.as_json(), "line": line} for demand, line in demands],
        "refused": refused,
    }


def _rows(path: Path) -> Iterator[tuple[Demand, int | None]]:
    from ...admit.contract import load_contract
    from .row_demands import row_demands
    from .written_python import WrittenPython

    contract = load_contract(path, path.stem)
    written = WrittenPython(path)
    for demand in row_demands(contract, written):
        yield demand, written.line(demand.hints)


def _batches(path: Path) -> Iterator[tuple[Demand, int | None]]:
    from ...audit.suite import load_suite
    from .batch_demands import batch_demands
    from .written_python import WrittenPython

    suite = load_suite(path, path.stem)
    written = WrittenPython(path)
    for demand in batch_demands(suite):
        yield demand, written.line(demand.hints)


def _scope(path: Path) -> Iterator[tuple[Demand, int | None]]:
    from ...scope.declarations import read_scope_file
    from .scope_demands import scope_demands
    from .yaml_lines import line_of_name

    source = read_scope_file(path)
    text = path.read_text(encoding="utf-8")
    for demand in scope_demands(source):
        yield demand, line_of_name(text, demand.hints)


def _answer(files: list[str]) -> None:
    """Whatever a contract prints goes to stderr: the answer is the last line of stdout."""
    out, sys.stdout = sys.stdout, sys.stderr
    answer = [_read(Path(file)) for file in files]
    print(json.dumps(answer), file=out)


if __name__ == "__main__":
    _answer(sys.argv[1:])
