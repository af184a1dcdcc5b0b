"""A document of ODCS becomes the contracts of a source: all of its files, or none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..admit.contract import load_contract
from ..audit.suite import load_suite
from ..committee.writing import as_yaml
from ..errors import ConfigurationError, ContractError
from ..project import CHOICES, Project
from ..scaffold.project import door_files
from .document import ON_HOLD, TRUST
from .from_contract import table_of as table_of_contract
from .from_odcs import table_of
from .profile import profile_text
from .properties import custom_of
from .servers import location_of
from .standard import read_document, unclear, wrong
from .table import Table, TableExpectation
from .to_odcs import object_of
from .written import batch_suite_text, row_contract_text

HAS_ROWS = TableExpectation(
    "has_rows",
    "expect_column_values_to_be_between",
    "rows",
    "critical",
    "definition: a delivery holds rows",
    {"min_value": 1},
)
"""What a batch must at least be, where a document says nothing of batches."""


@dataclass(frozen=True)
class Imported:
    """What was written; `files` by path in the project, `left_out` tells and demands nothing."""

    source: str
    files: tuple[str, ...]
    left_out: tuple[str, ...]


def import_contract(
    project: Project,
    path: Path,
    *,
    table_name: str | None = None,
    location: str | None = None,
    without: tuple[str, ...] = (),
) -> Imported:
    """Write the contracts of one table of a document into a project.

    Args:
        table_name: which object of `schema`; needed where there are several.
        location: where the files lie; default: the document's local server.
        without: rules that need not be kept, by the names that a refusal gives them.
    Raises: ConfigurationError TN-S001, TN-H041 (no document), TN-H042 (a demand that cannot be kept),
        TN-H043 (which table, or where its files are), TN-H044 (a file is there already).
    """
    document = read_document(path)
    stated = _object(path, document, table_name)
    table = _kept(path, table_of(stated), without)
    if not table.expectations:
        table = replace(table, expectations=(HAS_ROWS,))
    files = {
        f"expectations/rows/{table.name}.py": row_contract_text(table),
        f"expectations/batches/{table.name}.py": batch_suite_text(table),
        f"models/admitted/{table.name}/_{table.name}__sources.yml": _source_yml(
            path, document, table, location
        ),
        f"models/admitted/{table.name}/prf_{table.name}.sql": profile_text(table),
        **door_files(table.name),
    }
    _require_same(path, table, files)
    _write(project, files)
    told = [
        name for name in ("team", "roles", "support", "price", "slaProperties", "tags") if document.get(name)
    ]
    return Imported(table.name, tuple(sorted(files)), (*told, *table.left_out))


def _object(path: Path, document: Mapping[str, Any], name: str | None) -> Mapping[str, Any]:
    objects = {one["name"]: one for one in document.get("schema", [])}
    chosen = name or (next(iter(objects)) if len(objects) == 1 else "")
    if chosen not in objects:
        raise unclear(path, f"it has the tables {', '.join(objects) or 'none'}", "say which with --table")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", chosen):
        raise unclear(path, f"{chosen!r} is no name for a source", "use letters, digits and underscores")
    if not objects[chosen].get("properties"):
        raise unclear(path, f"{chosen} has no properties", "name its columns")
    return dict(objects[chosen])


def _kept(path: Path, table: Table, without: tuple[str, ...]) -> Table:
    named = {name for name, _ in table.unkept}
    if unknown := sorted(set(without) - named):
        raise wrong(path, f"--without {unknown[0]}: nothing of that name is in the way")
    if left := [f"{name} ({why})" for name, why in table.unkept if name not in without]:
        raise ConfigurationError(
            "TN-H042",
            f"{len(left)} demands cannot be kept, so nothing was written: {'; '.join(left)}",
            where=str(path),
            mend="write them by hand after importing with --without NAME, or take them out of the document",
        )
    return replace(table, unkept=(), left_out=(*table.left_out, *without))


def _source_yml(path: Path, document: Mapping[str, Any], table: Table, location: str | None) -> str:
    beside = custom_of(document)
    meta = {
        "title": str(document.get("name", table.name)),
        **location_of(path, document, table.name, location),
    }
    for name, setting in ((TRUST, "trust"), (ON_HOLD, "on_hold")):
        if beside.get(name) in CHOICES[setting]:
            meta[setting] = beside[name]
    purpose = " ".join(str((document.get("description") or {}).get("purpose", "")).split())
    source = {
        "name": table.name,
        "description": purpose or table.description,
        "config": {"meta": {"truenorth": meta}},
        "tables": [{"name": table.name, "description": table.description}],
    }
    return as_yaml({"sources": [source]})


def _require_same(path: Path, table: Table, files: Mapping[str, str]) -> None:
    """The files are loaded and read back before anything is written: they must say what the document says."""
    with TemporaryDirectory() as folder:
        read: list[Any] = []
        for layer, load in (("rows", load_contract), ("batches", load_suite)):
            file = Path(folder, layer, f"{table.name}.py")
            file.parent.mkdir()
            file.write_text(files[f"expectations/{layer}/{table.name}.py"], encoding="utf-8")
            try:
                read.append(load(file, table.name))
            except ContractError as error:
                raise wrong(path, error.what) from error
    wanted, found = object_of(table, None), object_of(table_of_contract(*read), None)
    if wanted != found:
        differs = [name for name in wanted if wanted[name] != found.get(name)]
        raise wrong(path, f"its {', '.join(differs) or 'parts'} would not be kept as they are")


def _write(project: Project, files: Mapping[str, str]) -> None:
    there = sorted(name for name in files if (project.root / name).exists())
    if there:
        raise ConfigurationError(
            "TN-H044",
            f"{there[0]} is there already; nothing was written",
            where=str(project.root),
            mend="move it away; what a contract would change is for a reviewer to see",
        )
    written: list[Path] = []
    try:
        for name, text in files.items():
            file = project.root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            written.append(file)
            with file.open("x", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        raise
