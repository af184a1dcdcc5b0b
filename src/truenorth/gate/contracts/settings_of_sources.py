"""What the project says of its sources beside their contracts: that they are there, and how much is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...project import SourceConfig
from ..changes import ContractChange, ContractEffect
from ..finding import Place
from ..revisions.copies import Copy
from .yaml_lines import line_of_name

STRICTER = {"on_hold": "stop", "trust": "third_party"}
"""Settings of two values, of which one asks more: `stop` lets nothing downstream go on, a third party is
judged by the stricter default suite."""


def source_changes(base: Copy, head: Copy) -> Iterator[ContractChange]:
    """Yield sources that are gone and settings that ask for another amount of care."""
    assert base.project is not None and head.project is not None
    for name, before in base.project.sources.items():
        after = head.project.sources.get(name)
        if after is None:
            yield ContractChange(name, "rows", "the source", "breaking", before.location, None)
            continue
        for setting, stricter in STRICTER.items():
            old, new = getattr(before, setting), getattr(after, setting)
            if old != new:
                effect: ContractEffect = "tightened" if new == stricter else "loosened"
                place = _place(head, after)
                yield ContractChange(name, "batches", setting, effect, old, new, place)


def _place(head: Copy, source: SourceConfig) -> Place | None:
    assert head.project is not None
    for folder in head.project.model_paths:
        for path in sorted((source.root / Path(folder)).rglob("*__sources.yml")):
            line = line_of_name(path.read_text(encoding="utf-8"), (source.name,))
            if line is not None:
                return Place(head.file(path), line)
    return None
