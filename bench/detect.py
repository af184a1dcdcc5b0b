"""Judge the detectors from outside: five tables in, verdicts out.

    python bench/detect.py --data DIR [DIR ...] --out DIR [--memory 8GB] [--threads N]
        [--peers] [--new-day [REPEATS ...]] [--permutations N] [--vars JSON]

Reads users, contents, events, orders and clicks (Parquet, see examples/planted/README.md) from each --data
and nothing else of it, never a truth table. Writes to --out (with several --data to --out/<its name>) the
tables verdict_users, verdict_events, verdict_orders, verdict_clicks and verdict_channels with `score` and
`flagged`, and measured.json with what was printed. With several --data it prints the growth exponent.
Exit code 0, or 1 if dbt failed or a table is missing.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from detection.dbt_run import ROOT, Machine, Scratch, snapshot
from detection.inputs import count_events, link
from detection.new_day import new_day
from detection.permutations import permutations
from detection.told import growth_exponent, new_day_text, permutations_text, run_text
from detection.verdicts import write_verdicts
from peers.run import run_peers


def main(arguments: Sequence[str] | None = None) -> int:
    """Detect, write verdicts, print what it took."""
    options = _options(arguments)
    machine = Machine(options.memory, options.threads)
    work = Path(tempfile.mkdtemp(prefix="detect-", dir=_made(options.work or options.out)))
    runs: list[dict[str, Any]] = []
    try:
        project = snapshot(options.project, work / "truenorth")
        for data in options.data:
            out = _made(options.out / data.name if len(options.data) > 1 else options.out)
            measured = detect(data, out, work, machine, project, options)
            runs.append(measured)
            (out / "measured.json").write_text(json.dumps(measured, indent=1) + "\n", "utf-8")
    except (RuntimeError, ValueError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        if options.keep:
            print(f"scratch kept in {work}", file=sys.stderr)
        else:
            shutil.rmtree(work, ignore_errors=True)
    if len({measured["events"] for measured in runs}) > 1:
        growth = {what: growth_exponent(runs, what) for what in ("model_seconds", "cpu_seconds")}
        print(f"\ngrowth exponent over events: {growth}")
        (options.out / "growth.json").write_text(json.dumps(growth, indent=1) + "\n", "utf-8")
    return 0


def detect(
    data: Path, out: Path, work: Path, machine: Machine, project: Path, options: argparse.Namespace
) -> dict[str, Any]:
    """Run what the options ask for on one data set.

    Returns: the content of measured.json.
    """
    tables = link(data, work / "tables")
    events = count_events(tables)
    scratch = Scratch(work / "project", machine, project)
    cost = scratch.detect(tables, options.vars)
    flagged = write_verdicts(scratch.database, tables, out)
    measured: dict[str, Any] = {
        "data": data.name,
        "events": events,
        "seconds": cost.seconds,
        "cpu_seconds": cost.cpu_seconds,
        "model_seconds": round(cost.model_seconds, 3),
        "peak_mb": cost.peak_mb,
        "memory_limit": machine.memory,
        "by_model": cost.by_model,
        "rows": cost.rows,
        "flagged": flagged,
    }
    print(run_text(measured), flush=True)
    if options.permutations:
        found = permutations(scratch, tables, options.vars, options.permutations)
        measured["permutations"] = found
        print(permutations_text(found), flush=True)
    if options.peers:
        measured["peer_seconds"] = run_peers(tables, out, machine.memory, machine.threads)
        print(f"peers: {measured['peer_seconds']}", flush=True)
    if options.new_day is not None:
        measured["new_day"] = [
            new_day(tables, work / "new_day", machine, project, options.vars, repeats)
            for repeats in options.new_day or [1, 3]
        ]
        print(new_day_text(measured["new_day"]), flush=True)
    return measured


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _folder(text: str) -> Path:
    return Path(text).resolve()


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=_folder, nargs="+", required=True)
    parser.add_argument("--out", type=_folder, required=True)
    parser.add_argument("--memory", default="8GB", help="limit of DuckDB")
    parser.add_argument("--threads", type=int, help="of DuckDB; all if not named")
    parser.add_argument("--peers", action="store_true", help="FRAUDAR and SynchroTrap too, to --out/<peer>")
    parser.add_argument(
        "--new-day",
        type=int,
        nargs="*",
        metavar="REPEATS",
        help="what one more day costs after the data repeated so often (1 and 3 times if not named)",
    )
    parser.add_argument("--permutations", type=int, default=0, metavar="N", help="detect N times permuted")
    parser.add_argument("--vars", type=json.loads, default={}, help="dbt vars as JSON")
    parser.add_argument("--project", type=_folder, default=ROOT, help="the truenorth to judge")
    parser.add_argument("--work", type=_folder, help="where the scratch folder is made; --out if not named")
    parser.add_argument("--keep", action="store_true", help="leave the scratch folder with its database")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
