"""The line to change: where a metric is stated, where one field is, where its SQL became another."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

from ...definitions.contract import MetricContract
from ..contracts.yaml_lines import line_of_name
from ..finding import Place
from ..revisions.copies import Copy
from .risk import SQL


def place_of(contract: MetricContract, copy: Copy, fields: tuple[str, ...] = ()) -> Place | None:
    """Return the file and line at which the project states a metric, or the first of `fields` of it.

    None if only a package elsewhere states it.
    """
    path = _stated_in(contract, copy)
    if path is None:
        return None
    text = path.read_text(encoding="utf-8")
    start = line_of_name(text, (contract.metric,))
    if start is None:
        return Place(copy.file(path)) if path.name != "dbt_project.yml" else None
    below = line_of_name("\n".join(text.splitlines()[start:]), fields, is_key=True)
    return Place(copy.file(path), start + (below or 0))


def place_of_change(
    contract: MetricContract, fields: tuple[str, ...], base: Copy, head: Copy
) -> Place | None:
    """Return where a definition became another: the first line of its own SQL that differs, else its yml."""
    if SQL in fields and base.project is not None and head.project is not None and _is_own(contract):
        name = Path(contract.where).with_suffix(".sql")
        before, after = base.project.root / name, head.project.root / name
        if before.is_file() and after.is_file() and (line := _first_difference(before, after)):
            return Place(head.file(after), line)
    return place_of(contract, head, tuple(name for name in fields if name != SQL))


def _is_own(contract: MetricContract) -> bool:
    return bool(contract.where) and "://" not in contract.where


def _stated_in(contract: MetricContract, copy: Copy) -> Path | None:
    """The yml of an own metric; `dbt_project.yml` where the project states a packaged one anew."""
    if copy.project is None:
        return None
    is_there = _is_own(contract) and not contract.changed
    path = copy.project.root / (contract.where if is_there else "dbt_project.yml")
    return path if path.is_file() else None


def _first_difference(before: Path, after: Path) -> int | None:
    lines = zip_longest(*(path.read_text(encoding="utf-8").splitlines() for path in (before, after)))
    return next((number for number, (old, new) in enumerate(lines, start=1) if old != new), None)
