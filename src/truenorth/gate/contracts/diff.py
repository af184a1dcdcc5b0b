"""The contracts of two sides of a change: what each source demands now and did not, and the reverse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from ...project import Project
from ..changes import ContractChange
from ..finding import Place
from ..revisions.copies import Copy
from .demand import Layer, effect_of, pairs
from .reading import ReadContract, Refused, read_contracts
from .settings_of_sources import source_changes

LAYERS: dict[Layer, str] = {"rows": "*.py", "batches": "*.py", "scope": "*.yml"}


@dataclass(frozen=True)
class ContractDiff:
    """What differs, and the files that could not be read on either side, as the repository names them."""

    changes: tuple[ContractChange, ...] = ()
    refused_before: Mapping[str, Refused] = field(default_factory=dict)
    refused_after: Mapping[str, Refused] = field(default_factory=dict)


def diff_contracts(base: Copy, head: Copy) -> ContractDiff:
    """Compare every contract file that differs between two copies; files alike on both sides are not run.

    Raises: EvaluationError TN-D016.
    """
    if base.project is None or head.project is None:
        return ContractDiff()
    names = _differing(base.project.root, head.project.root)
    with ThreadPoolExecutor(max_workers=2) as pool:  # each waits for a process of its own
        before, after = pool.map(_by_name, (base.project, head.project), (names, names))
    changes: list[ContractChange] = list(source_changes(base, head))
    for name in names:
        one, other = before.get(name), after.get(name)
        if any(side is not None and side.refused for side in (one, other)):
            continue
        changes += _of_file(one, other, head)
    return ContractDiff(
        tuple(sorted(changes, key=lambda change: (change.source, change.layer, change.element))),
        {base.file(one.file): one.refused for one in before.values() if one.refused},
        {head.file(one.file): one.refused for one in after.values() if one.refused},
    )


def _differing(before: Path, after: Path) -> list[Path]:
    """Contract files, relative to the project, that are not the same bytes on both sides.

    Where Python that is no contract differs, contracts may import it: then all that are Python count.
    """
    sides = [{path.relative_to(root): path for path in _files(root)} for root in (before, after)]
    helpers = [
        {path.relative_to(root): path.read_bytes() for path in (root / "expectations").rglob("*.py")}
        for root in (before, after)
    ]
    is_helped = any(
        helpers[0].get(name) != helpers[1].get(name)
        for name in {*helpers[0], *helpers[1]} - {*sides[0], *sides[1]}
    )
    return [
        name
        for name in sorted({*sides[0], *sides[1]})
        if (is_helped and name.suffix == ".py")
        or name not in sides[0]
        or name not in sides[1]
        or sides[0][name].read_bytes() != sides[1][name].read_bytes()
    ]


def _files(root: Path) -> Iterator[Path]:
    for layer, pattern in LAYERS.items():
        yield from sorted((root / "expectations" / layer).glob(pattern))


def _by_name(project: Project, names: list[Path]) -> dict[Path, ReadContract]:
    there = [name for name in names if (project.root / name).is_file() and name.stem != "__init__"]
    read = read_contracts(project, tuple(project.root / name for name in there))
    return dict(zip(there, read, strict=True))


def _of_file(before: ReadContract | None, after: ReadContract | None, head: Copy) -> Iterator[ContractChange]:
    present = after or before
    assert present is not None
    old = {name: demand for name, (demand, _) in before.demands.items()} if before else {}
    new = {name: demand for name, (demand, _) in after.demands.items()} if after else {}
    if before is None and present.layer != "scope":
        return  # a new source: nothing was promised or accepted before
    changed = pairs(old, new)
    for element, (one, other) in changed.items():
        parent = changed.get(element.rpartition(": ")[0])
        if parent is not None and None in parent and None in (one, other):
            continue  # it came or went with what it belongs to
        line = after.demands[element][1] if after and other else None
        yield ContractChange(
            source=present.source,
            layer=_layer(present.layer),
            element=element,
            effect=effect_of(one, other),
            before=None if one is None else one.said,
            after=None if other is None else other.said,
            place=Place(head.file(after.file), line) if after else None,
        )


def _layer(name: str) -> Layer:
    return next(layer for layer in LAYERS if layer == name)
