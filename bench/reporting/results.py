"""Result files, and how they are grouped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Result = dict[str, Any]


def planted_results(folder: Path, *, other_attacks: bool = False) -> list[Result]:
    """Results of quality.py, smallest data sets first."""
    found = [json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("planted_*.json"))]
    found = [result for result in found if bool(result["other_attacks"]) == other_attacks]
    return sorted(found, key=lambda result: (result["edges"], result["fraud"], result["seed"]))


def labelled_results(folder: Path) -> list[Result]:
    """Results of the scripts in bench/labelled/."""
    return [json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("labelled_*.json"))]


def grouped(results: Iterable[Result], key: Callable[[Result], Any]) -> dict[Any, list[Result]]:
    """Results by key, in the order of first appearance."""
    groups: dict[Any, list[Result]] = {}
    for result in results:
        groups.setdefault(key(result), []).append(result)
    return groups


def markdown(head: list[str], rows: Iterable[list[str]]) -> str:
    """A table: the first column is text, the others are figures. Without rows, a line that says so."""
    rows = list(rows)
    if not rows:
        return "not measured yet"
    lines = [f"| {' | '.join(head)} |", "|---|" + "--:|" * (len(head) - 1)]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])
