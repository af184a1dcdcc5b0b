"""How much is found, and who is wronged, on planted data."""

from __future__ import annotations

from collections.abc import Callable
from statistics import mean
from typing import Any

from .results import Result, grouped, markdown


def users(results: list[Result]) -> str:
    """Users, by size and share of fraud: mean over seeds, and the worst seed."""
    return _quality(results, "users")


def events(results: list[Result]) -> str:
    """Events, as `users`, with the share of hijacked users' honest events that are blocked."""
    return _quality(results, "events", collateral=True)


def orders_and_channels(results: list[Result]) -> str:
    """Orders and channels by size and share of fraud, mean over seeds."""
    rows = []
    for (edges, fraud), runs in grouped(results, lambda run: (run["edges"], run["fraud"])).items():
        row = [f"{edges:,}, {fraud:.1%}", str(len(runs))]
        for level in ("orders", "channels"):
            told = [run["scores"]["truenorth"][level] for run in runs]
            row += [f"{mean(one[name] for one in told):.3f}" for name in ("precision", "recall", "f1")]
        rows.append(row)
    names = [f"{level}: {name}" for level in ("orders", "channels") for name in ("precision", "recall", "F1")]
    return markdown(["events asked for, fraud", "seeds", *names], rows)


def attacks(results: list[Result]) -> str:
    """Recall of each kind of attack by size: mean over seeds and shares of fraud, and the lowest."""
    return _by_kind(results, "by_attack", lambda told: told["recall"], "lowest")


def honest(results: list[Result]) -> str:
    """False positives within each honest kind by size; mean over seeds and shares, and the highest."""
    return _by_kind(results, "fpr_by_honest", lambda told: told, "highest")


def metrics(results: list[Result]) -> str:
    """Figures, raw and trusted, beside the true one: the largest error over seeds and shares of fraud."""
    rows = []
    sizes = grouped((run for run in results if "metrics" in run), lambda run: run["edges"])
    for edges, runs in sizes.items():
        for metric in runs[0]["metrics"]["figures"]:
            told = [run["metrics"]["figures"][metric] for run in runs]
            errors = [max(abs(one[basis] / one["true"] - 1) for one in told) for basis in ("raw", "trusted")]
            rows.append([f"{edges:,}: {metric}", *(f"{error:.2%}" for error in errors)])
        turns = [run["metrics"]["reversals"] for run in runs]
        missed, planted = (sum(one[name] for one in turns) for name in ("missed", "planted"))
        rows.append(
            [f"{edges:,}: reversals of an author's week", f"{planted} of {planted}", f"{missed} of {planted}"]
        )
    return markdown(["events asked for: metric", "raw, largest error", "trusted, largest error"], rows)


def peers(results: list[Result]) -> str:
    """Users by method where peers ran: as flagged, and at the best cut that an oracle could choose."""
    rows = []
    with_peers = [run for run in results if len(run["scores"]) > 1]
    for (edges, fraud), runs in grouped(with_peers, lambda run: (run["edges"], run["fraud"])).items():
        for method in runs[0]["scores"]:
            told = [run["scores"][method]["users"] for run in runs]
            names = ("precision", "recall", "f1", "best_f1", "r@fpr")
            figures = [f"{mean(one.get(name, 0) for one in told):.3f}" for name in names]
            rows.append([f"{edges:,}, {fraud:.1%}: {method}", str(len(runs)), *figures])
    head = ["events asked for, fraud: method", "seeds", "precision", "recall", "F1", "best F1"]
    return markdown([*head, "recall at .1 % false positives"], rows)


def _quality(results: list[Result], level: str, *, collateral: bool = False) -> str:
    rows = []
    for (edges, fraud), runs in grouped(results, lambda run: (run["edges"], run["fraud"])).items():
        told = [run["scores"]["truenorth"][level] for run in runs]
        row = [f"{edges:,}, {fraud:.1%}", str(len(runs))]
        for name in ("precision", "recall", "f1"):
            values = [one[name] for one in told]
            row.append(f"{mean(values):.3f} ({min(values):.3f})")
        row.append(f"{max(one['fpr'] for one in told):.3%}")
        worst = max(
            (
                (share, kind)
                for one in told
                for kind, share in one["fpr_by_honest"].items()
                if _is_crowd(kind)
            ),
            default=(0.0, ""),
        )
        row.append(f"{worst[0]:.3%} {worst[1]}")
        if collateral:
            row.append(f"{max(one['fpr_by_honest'].get('hijack', 0) for one in told):.2%}")
        rows.append(row)
    head = ["events asked for, fraud", "seeds", "precision (worst)", "recall (worst)", "F1 (worst)"]
    head += ["false positives, worst", "in the worst honest kind"]
    return markdown(head + (["honest events of hijacked users blocked, worst"] if collateral else []), rows)


def _is_crowd(kind: str) -> bool:
    # honest events of attackers' own accounts carry the attack's name; they have a column of their own
    return kind == "bg" or kind.startswith("neg_")


def _by_kind(results: list[Result], part: str, figure: Callable[[Any], float], word: str) -> str:
    sizes = grouped(results, lambda run: run["edges"])
    worst = min if word == "lowest" else max
    rows = []
    for level in ("users", "events"):
        kinds = sorted({kind for run in results for kind in run["scores"]["truenorth"][level][part]})
        for kind in kinds:
            row = [f"{level}: {kind}"]
            for runs in sizes.values():
                told = [run["scores"]["truenorth"][level][part].get(kind) for run in runs]
                values = [figure(one) for one in told if one is not None]
                row.append(f"{mean(values):.4f} ({worst(values):.4f})" if values else "")
            rows.append(row)
    return markdown(["kind", *(f"{edges:,} ({word})" for edges in sizes)], rows)
