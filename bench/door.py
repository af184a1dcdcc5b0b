"""How quick the door is beside its peers, in one run.

    python bench/door.py --dir FOLDER [--rows 2000000 20000000 80000000] [--rounds 3] [--one-of-200]

Every way runs in a process of its own, all of them once in every round, so that a slow minute of the machine
meets each. Times leave imports out. FOLDER keeps the generated files; databases in it are removed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from order_lines import order_lines
from ways.child import Limits, Outcome, run_way
from ways.measured import Settings

WAYS = {
    "door": "the door",
    "by_hand": "(a) one DuckDB query by hand",
    "with_pandera": "(b) Pandera on polars",
    "with_dataframely": "(c) dataframely filter",
    "with_gx": "(d) GX on pandas",
}
FILES = 200


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print tables in Markdown, append every single outcome to `FOLDER/outcomes.jsonl`.

    Returns: 0, or 1 if two ways reject another number of rows.
    """
    options = _options(arguments)
    # two benches may share the generated files, but not what they write
    settings = Settings(options.dir / f"work-{os.getpid()}", options.memory_limit, options.threads)
    limits = Limits(options.resident_gb * 1024, options.seconds)
    agree = True
    for rows in options.rows:
        file = order_lines(options.dir, rows)
        outcomes = compare(file, options.ways, settings, limits, options.rounds)
        _keep(options.dir, rows, outcomes)
        print(f"\n### {rows:,} rows\n\n{table(outcomes)}")
        rejected = {outcome.measured.rejected for outcome in outcomes if not outcome.stopped}
        print(f"\nrejected rows: {', '.join(f'{count:,}' for count in sorted(rejected))}", flush=True)
        agree = agree and len(rejected) == 1
    if options.one_of_200:
        many = one_of_many(options.dir, options.file_rows, settings, limits, options.rounds)
        print(f"\n### One new file of {options.file_rows:,} rows among {FILES}\n\n{many}")
    shutil.rmtree(settings.folder, ignore_errors=True)
    return 0 if agree else 1


def compare(
    file: Path, ways: Sequence[str], settings: Settings, limits: Limits, rounds: int
) -> list[Outcome]:
    """Run every way once a round; a way that was stopped is not tried again."""
    outcomes: list[Outcome] = []
    for number in range(rounds):
        stopped = {outcome.way for outcome in outcomes if outcome.stopped}
        for way in ways if number % 2 == 0 else ways[::-1]:
            if way not in stopped:
                outcomes.append(run_way(way, file, settings, limits))
                print(_line(outcomes[-1]), file=sys.stderr, flush=True)
    return outcomes


def table(outcomes: Sequence[Outcome]) -> str:
    """Medians of each way, and their ratios to the query by hand within this run."""
    lines = [
        "| way | runs | seconds | of (a) | processor seconds | of (a) | peak memory, MB |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    base = [outcome for outcome in outcomes if outcome.way == "by_hand"]
    for way in dict.fromkeys(outcome.way for outcome in outcomes):
        runs = [outcome for outcome in outcomes if outcome.way == way]
        if any(outcome.stopped for outcome in runs):
            reason = next(outcome.stopped for outcome in runs if outcome.stopped)
            lines.append(f"| {WAYS[way]} | | stopped: {reason} | | | | {max(o.peak_mb for o in runs)} |")
            continue
        parts = [*runs[0].measured.seconds] if len(runs[0].measured.seconds) > 1 else []
        for part in [None, *parts]:
            name = WAYS[way] if part is None else f"&nbsp;&nbsp;{part}"
            wall, cpu = _median(runs, "seconds", part), _median(runs, "cpu_seconds", part)
            cells = [name, str(len(runs)), f"{wall:.2f}", "", f"{cpu:.2f}", "", ""]
            if base:
                cells[3] = f"{wall / _median(base, 'seconds', None):.2f}"
                cells[5] = f"{cpu / _median(base, 'cpu_seconds', None):.2f}"
            if part is None:
                cells[6] = str(max(outcome.peak_mb for outcome in runs))
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def one_of_many(folder: Path, file_rows: int, settings: Settings, limits: Limits, rounds: int) -> str:
    """Land one new file beside 199 landed ones, and the same file alone."""
    many = folder / f"many_{file_rows}"
    files = [order_lines(many, file_rows, part=part) for part in range(FILES)]
    new, away = files[-1], folder / files[-1].name
    base, beside = settings.folder / "base", settings.folder / "beside"
    new.rename(away)
    try:
        shutil.rmtree(base, ignore_errors=True)
        run_way("door", many / "*.parquet", _in(settings, base), limits)
    finally:
        away.rename(new)
    outcomes: list[Outcome] = []
    for _ in range(rounds):
        outcomes.append(run_way("door", new, _in(settings, settings.folder / "alone"), limits))
        shutil.rmtree(beside, ignore_errors=True)
        shutil.copytree(base, beside)
        outcomes.append(run_way("door", many / "*.parquet", _in(settings, beside), limits, keep=True))
    _keep(folder, file_rows, outcomes)
    alone, among = outcomes[::2], outcomes[1::2]
    if any(outcome.measured.rows != FILES * file_rows for outcome in among):
        raise RuntimeError("not every file has landed")
    lines = ["| | seconds, median | processor seconds |", "|---|--:|--:|"]
    for name, runs in (("alone", alone), (f"beside {FILES - 1} landed", among)):
        lines.append(
            f"| {name} | {_median(runs, 'seconds', None):.2f} | {_median(runs, 'cpu_seconds', None):.2f} |"
        )
    ratios = [_median(among, what, None) / _median(alone, what, None) for what in ("seconds", "cpu_seconds")]
    return "\n".join([*lines, f"| ratio | {ratios[0]:.2f} | {ratios[1]:.2f} |"])


def _in(settings: Settings, folder: Path) -> Settings:
    return Settings(folder, settings.memory_limit, settings.threads)


def _median(runs: Sequence[Outcome], what: str, part: str | None) -> float:
    by_step: list[dict[str, float]] = [getattr(run.measured, what) for run in runs]
    return statistics.median(sum(steps.values()) if part is None else steps[part] for steps in by_step)


def _line(outcome: Outcome) -> str:
    if outcome.stopped:
        return f"{outcome.way}: stopped, {outcome.stopped}"
    return f"{outcome.way}: {outcome.seconds:.1f} s, {outcome.cpu_seconds:.1f} s CPU, {outcome.peak_mb} MB"


def _keep(folder: Path, rows: int, outcomes: Sequence[Outcome]) -> None:
    with (folder / "outcomes.jsonl").open("a", encoding="utf-8") as file:
        for outcome in outcomes:
            file.write(json.dumps({"size": rows, **asdict(outcome)}) + "\n")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dir", type=lambda text: Path(text).resolve(), required=True)
    parser.add_argument("--rows", type=int, nargs="*", default=[2_000_000, 20_000_000, 80_000_000])
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory-limit", default="2GB", help="of DuckDB")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--resident-gb", type=int, default=12, help="a process that takes more is stopped")
    parser.add_argument("--seconds", type=float, default=900, help="a process that takes longer is stopped")
    parser.add_argument("--one-of-200", action="store_true")
    parser.add_argument("--file-rows", type=int, default=50_000, help="of each of the 200 files")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
