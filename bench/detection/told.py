"""What detect.py prints of measured.json."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from typing import Any

SLOWEST = 12


def growth_exponent(runs: Sequence[dict[str, Any]], what: str) -> float:
    """Slope of log(seconds) over log(events), by least squares; `what` names the seconds."""
    logs = [(math.log(measured["events"]), math.log(measured[what])) for measured in runs]
    return round(statistics.linear_regression(*zip(*logs, strict=True)).slope, 3)


def run_text(measured: dict[str, Any]) -> str:
    """Time, memory and the slowest models of one run."""
    lines = [
        f"\n{measured['data']}: {measured['events']:,} events, {measured['seconds']:.1f} s"
        f" ({measured['model_seconds']:.1f} s in models), {measured['cpu_seconds']:.1f} s of processor,"
        f" peak {measured['peak_mb']:,} MB",
        f"flagged: {measured['flagged']}",
        f"{'model':40} {'seconds':>8} {'rows':>12}",
    ]
    for model, seconds in list(measured["by_model"].items())[:SLOWEST]:
        lines.append(f"{model:40} {seconds:8.2f} {measured['rows'].get(model, ''):>12}")
    return "\n".join(lines)


def permutations_text(found: Sequence[dict[str, Any]]) -> str:
    """How many permuted runs found something, and what."""
    speaking = [run for run in found if run["by_signal"]]
    lines = [f"\npermutations: {len(found)}, of which {len(speaking)} found something"]
    return "\n".join([*lines, *(f"  seed {run['seed']}: {run['by_signal']}" for run in speaking)])


def new_day_text(days: Sequence[dict[str, Any]]) -> str:
    """Seconds in models of a history and of the day after it."""
    lines = ["", f"{'history, events':>16} {'s':>8} {'day, events':>12} {'s':>8} {'of history':>10}"]
    for told in days:
        history, day = told["history"], told["day"]
        lines.append(
            f"{history['events']:16,} {history['model_seconds']:8.1f} {day['events']:12,}"
            f" {day['model_seconds']:8.1f} {told['of_history']:10.1%}"
        )
    return "\n".join(lines)
