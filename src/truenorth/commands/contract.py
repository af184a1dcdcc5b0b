"""`truenorth contract`: contracts of sources as documents of the Open Data Contract Standard, and back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..admit.contract import load_contract
from ..audit.suite import load_suite
from ..committee.writing import as_yaml
from ..odcs.document import document_of
from ..odcs.from_contract import table_of
from ..odcs.importing import Imported
from ..odcs.importing import import_contract as write_contract
from ..project import Project
from ..scope.declarations import FOLDER, read_scope_file

ENDING = ".odcs.yaml"


@dataclass(frozen=True)
class ExportReport:
    """Documents by source; `files` where they were written, empty if they go to stdout."""

    documents: dict[str, dict[str, Any]]
    files: tuple[Path, ...] = ()

    def as_json(self) -> Any:
        if self.files:
            return {"files": [str(file) for file in self.files]}
        return next(iter(self.documents.values()))

    def as_text(self) -> str:
        if self.files:
            return "\n".join(f"written to {file}" for file in self.files)
        return as_yaml(next(iter(self.documents.values()))).rstrip()


@dataclass(frozen=True)
class ImportReport:
    """What an import wrote."""

    imported: Imported

    def as_json(self) -> dict[str, Any]:
        one = self.imported
        return {"source": one.source, "files": list(one.files), "left_out": list(one.left_out)}

    def as_text(self) -> str:
        lines = [f"written: {file}" for file in self.imported.files]
        if self.imported.left_out:
            lines.append(f"left out, it tells and demands nothing: {', '.join(self.imported.left_out)}")
        lines.append("Look at them, declare the columns in expectations/scope, then run `truenorth build`.")
        return "\n".join(lines)


def export_contracts(project: Project, sources: list[str], out: Path | None) -> ExportReport:
    """Return or write the documents of sources.

    Args:
        out: folder for `<source>.odcs.yaml`; what lies there under that name is replaced.
    Raises: ConfigurationError TN-S003 (no such source), TN-L001, TN-L002; ContractError TN-C001 to TN-C004,
        TN-A001, TN-A002.
    """
    documents = {name: _document(project, name) for name in sources}
    if out is None:
        return ExportReport(documents)
    out.mkdir(parents=True, exist_ok=True)
    files = []
    for name, document in documents.items():
        files.append(out / f"{name}{ENDING}")
        files[-1].write_text(as_yaml(document), encoding="utf-8")
    return ExportReport(documents, tuple(files))


def _document(project: Project, name: str) -> dict[str, Any]:
    source = project.source(name)
    rows, batches = project.row_contracts / f"{name}.py", project.batch_contracts / f"{name}.py"
    scope = project.root.joinpath(*FOLDER, f"{name}.yml")
    table = table_of(load_contract(rows, name), load_suite(batches, name) if batches.is_file() else None)
    digest = hashlib.sha256()
    for file in (rows, batches, scope):
        digest.update(file.read_bytes() if file.is_file() else b"")
    declared = read_scope_file(scope) if scope.is_file() else None
    return document_of(project, source, table, digest.hexdigest()[:12], declared)


def import_contract(
    project: Project, file: Path, table: str | None, location: str | None, without: tuple[str, ...]
) -> ImportReport:
    """Write the contracts of one table of a document; see `truenorth.odcs.importing.import_contract`."""
    return ImportReport(write_contract(project, file, table_name=table, location=location, without=without))
