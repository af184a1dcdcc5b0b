"""What detection costs, and what it finds where there is nothing."""

from __future__ import annotations

from math import log
from statistics import linear_regression, median

from .results import Result, grouped, markdown


def cost(results: list[Result]) -> str:
    """Seconds and memory by size, medians over runs, and the growth exponent of model time over events."""
    rows, points = [], []
    for edges, runs in grouped(results, lambda run: run["edges"]).items():
        told = [run["measured"] for run in runs]
        names = ("events", "seconds", "model_seconds", "cpu_seconds")
        events, seconds, in_models, processor = (median(one[name] for one in told) for name in names)
        peak = max(one["peak_mb"] for one in told)
        figures = [f"{events:,.0f}", f"{seconds:.0f}", f"{in_models:.0f}", f"{processor:.0f}", f"{peak:,}"]
        rows.append([f"{edges:,}", str(len(runs)), *figures])
        points.append((events, in_models))
    table = markdown(
        [
            "events asked for",
            "runs",
            "events",
            "seconds",
            "of these in models",
            "processor",
            "peak memory, MB",
        ],
        rows,
    )
    return table + _exponent(points)


def permutations(results: list[Result]) -> str:
    """How many permuted runs found a co-action group where chance alone is at work."""
    rows = []
    ran = [run for run in results if run["measured"].get("permutations")]
    for edges, runs in grouped(ran, lambda run: run["edges"]).items():
        found = [one for run in runs for one in run["measured"]["permutations"]]
        speaking = [one for one in found if one["by_signal"]]
        findings = sum(told["findings"] for one in speaking for told in one["by_signal"].values())
        rows.append([f"{edges:,}", str(len(found)), str(len(speaking)), str(findings)])
    return markdown(["events asked for", "permutations", "with a finding", "findings in all"], rows)


def new_day(results: list[Result]) -> str:
    """What one more day costs after histories of different length."""
    rows = []
    for run in results:
        for told in run["measured"].get("new_day", []):
            history, day = told["history"], told["day"]
            figures = [f"{day['events']:,}", f"{history['model_seconds']:.0f}", f"{day['model_seconds']:.1f}"]
            rows.append(
                [str(told["lookback_days"]), f"{history['events']:,}", *figures, f"{told['of_history']:.1%}"]
            )
    head = [
        "look-back, days",
        "events of the history",
        "events of the day",
        "history, seconds",
        "day, seconds",
        "day of history",
    ]
    return markdown(head, rows)


def labelled(results: list[Result]) -> str:
    """Real labelled data: one row a measure."""
    names = ("auc", "precision", "recall", "f1", "fpr")
    rows = [
        [f"{result['set']}: {measure}", *(str(figures.get(name, "")) for name in names)]
        for result in results
        for measure, figures in result["measures"].items()
    ]
    return markdown(["set: measure", "AUC", "precision", "recall", "F1", "false positives"], rows)


def _exponent(points: list[tuple[float, float]]) -> str:
    # below a million events the start of each model outweighs its rows
    large = [point for point in points if point[0] >= 500_000]
    if len(large) < 2:
        return ""
    slope = linear_regression(*zip(*((log(x), log(y)) for x, y in large), strict=True)).slope
    return f"\n\nGrowth exponent of model time over events, from {large[0][0]:,.0f} events on: {slope:.2f}."
