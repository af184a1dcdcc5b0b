"""How good the detectors are: plant, detect, score, over sizes, seeds and shares of fraud.

    python bench/quality.py --plant PLANT.py --score SCORE.py --dir FOLDER [--edges 100000 1000000]
        [--seeds 1 2 3 4 5] [--fraud .005 .02 .05] [--attack NAME ...] [--peers] [--permutations N]

PLANT writes a data set with its truth, SCORE compares verdicts with the truth; both are programs of their
own. Between them bench/detect.py runs, which never sees the truth. One small JSON file a data set goes to
bench/results/ (or --results); bench/report.py makes the tables of docs/detection.md from them. `--attack`
adds the kinds of bench/other_attacks.py. A data set that has a result is not measured again unless --again.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

from metric_truth import metrics_against_truth

HERE = Path(__file__).resolve().parent
LEVELS = ("users", "events", "orders", "channels")
PEERS = ("fraudar", "synchrotrap")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every data set that has no result yet."""
    options = _options(arguments)
    options.results.mkdir(parents=True, exist_ok=True)
    for edges, fraud, seed in product(options.edges, options.fraud, options.seeds):
        name = f"{edges}_{fraud:g}_{seed}" + ("_other" if options.attack else "")
        file = options.results / f"planted_{name}.json"
        if file.exists() and not options.again:
            continue
        work = options.dir / name
        data = planted(work, edges, fraud, seed, options)
        result = {"edges": edges, "fraud": fraud, "seed": seed, "other_attacks": options.attack or []}
        file.write_text(json.dumps(result | judged(data, work / "out", options), indent=1) + "\n", "utf-8")
        if not options.keep:
            shutil.rmtree(work)
    return 0


def planted(work: Path, edges: int, fraud: float, seed: int, options: argparse.Namespace) -> Path:
    """Make the data set, if it is not there from an earlier run.

    Returns: its folder.
    """
    data = work / "data"
    last_written = "truth_channels.parquet"
    if not (data / last_written).exists():
        arguments = ["--edges", edges, "--seed", seed, "--fraud", fraud, "--out", data]
        _run(options.plant, *arguments)
    if not options.attack:
        return data
    other = work / "other"
    _run(
        HERE / "other_attacks.py", "--base", data, "--out", other, "--seed", seed, "--attack", *options.attack
    )
    return other


def judged(data: Path, out: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Detect and score.

    Returns: what detect.py measured, scores by method and level, figures beside their true value.
    """
    more = ["--memory", options.memory, "--vars", options.vars]
    more += ["--threads", options.threads] if options.threads else []
    more += ["--permutations", options.permutations] if options.permutations else []
    more += ["--peers"] if options.peers else []
    more += ["--new-day", *options.new_day] if options.new_day else []
    more += ["--project", options.project] if options.project else []
    _run(HERE / "detect.py", "--data", data, "--out", out, *more)
    scores = {"truenorth": _scores(data, out, LEVELS, options.score)}
    if options.peers:
        scores |= {peer: _scores(data, out / peer, ("users", "events"), options.score) for peer in PEERS}
    measured = json.loads((out / "measured.json").read_text("utf-8"))
    return {"measured": measured, "scores": scores, "metrics": metrics_against_truth(data, out)}


def _scores(data: Path, verdicts: Path, levels: Sequence[str], score: Path) -> dict[str, Any]:
    files = [part for level in levels for part in (f"--{level}", verdicts / f"verdict_{level}.parquet")]
    lines = _run(score, "--truth", data, "--json", *files).splitlines()
    return {told["level"]: told for told in map(json.loads, lines)}


def _run(program: Path, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, str(program), *map(str, arguments)], check=True, stdout=subprocess.PIPE, text=True
    )
    print(f"{program.name}: {done.stdout.strip()}", file=sys.stderr, flush=True)
    return done.stdout


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plant", type=Path, required=True)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--dir", type=Path, required=True, help="for data sets and verdicts")
    parser.add_argument("--results", type=Path, default=HERE / "results")
    parser.add_argument("--edges", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--fraud", type=float, nargs="+", default=[0.005, 0.02, 0.05])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--attack", nargs="+", help="kinds of other_attacks.py to add")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--permutations", type=int, default=0)
    parser.add_argument("--new-day", type=int, nargs="+", metavar="REPEATS", help="as detect.py takes it")
    parser.add_argument("--project", type=Path, help="the truenorth to judge, as detect.py takes it")
    parser.add_argument("--memory", default="8GB")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--vars", default="{}", help="dbt vars as JSON")
    parser.add_argument("--again", action="store_true", help="measure what has a result, too")
    parser.add_argument("--keep", action="store_true", help="leave data sets and verdicts in --dir")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
