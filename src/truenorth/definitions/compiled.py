"""The SQL that dbt compiled from the files as they are now; compiled anew where it is older."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError, EvaluationError
from ..project import Project
from .folders import Folder, folders_of
from .lineage import FIGURES, is_boundary, reached

OWN_TARGET = Path("target") / "definitions"
"""A compilation of our own goes beside dbt's: the artifacts of a build stay what that build made."""

DIALECTS = {"duckdb": "duckdb", "spark": "spark", "databricks": "databricks"}


@dataclass(frozen=True)
class Compiled:
    """dbt's manifest, as far as definitions need it.

    Attributes:
        nodes: models, seeds, snapshots and sources by unique id.
        dialect: sqlglot's name of the engine.
    """

    nodes: Mapping[str, Mapping[str, Any]]
    dialect: str

    def model(self, name: str) -> Mapping[str, Any] | None:
        """Return a model by its name, None if there is none that is switched on."""
        found = (
            node for node in self.nodes.values() if node["resource_type"] == "model" and node["name"] == name
        )
        return next(found, None)


def compiled(project: Project, needed: tuple[str, ...]) -> Compiled:
    """Return compiled SQL as the files say it now: the models `needed`, what they read, `metric_figures`.

    Compiles into `target/definitions` (about ten seconds of one core) if neither the last build nor the last
    compilation saw the files as they are.
    Raises: EvaluationError TN-M006 if dbt cannot compile.
    """
    folders = folders_of(project)
    for target in (project.root / "target", project.root / OWN_TARGET):
        manifest = _read(target / "manifest.json")
        if manifest is not None and _is_current(manifest, folders, project, needed):
            return _compiled(manifest)
    return _compiled(_compile(project))


def _compiled(manifest: Mapping[str, Any]) -> Compiled:
    return Compiled({**manifest["nodes"], **manifest["sources"]}, dialect_of(manifest))


def dialect_of(manifest: Mapping[str, Any]) -> str:
    """Return sqlglot's name of the engine that a manifest was made for.

    Raises: ConfigurationError TN-M007 if truenorth does not know it.
    """
    adapter = str(manifest["metadata"].get("adapter_type"))
    if adapter not in DIALECTS:
        raise ConfigurationError(
            "TN-M007",
            f"definitions of dbt's adapter {adapter} cannot be compared",
            mend=f"truenorth knows {', '.join(DIALECTS)}",
        )
    return DIALECTS[adapter]


def _read(path: Path) -> dict[str, Any] | None:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if {"nodes", "macros", "metadata", "sources"} <= set(content) else None


def _is_current(
    manifest: Mapping[str, Any], folders: tuple[Folder, ...], project: Project, needed: tuple[str, ...]
) -> bool:
    """Whether dbt compiled the needed models and all above them from what the files say now.

    Models and macros are compared by content, settings and seeds, whose text the manifest lacks, by time.
    """
    roots = {folder.name: folder.root for folder in folders}
    made_at = datetime.fromisoformat(manifest["metadata"]["generated_at"]).timestamp()
    settings = [folder.root / "dbt_project.yml" for folder in folders]
    if any(path.stat().st_mtime >= made_at for path in settings):
        return False
    nodes = manifest["nodes"]
    needed = (*needed, *({FIGURES} & {node["name"] for node in nodes.values()}))
    starts = [
        key
        for key, node in nodes.items()
        if node["resource_type"] == "model" and node["name"] in needed and node["package_name"] in roots
    ]
    if {nodes[key]["name"] for key in starts} != set(needed):
        return False
    opened = [nodes[key] for key in reached(starts, nodes) if not is_boundary(nodes[key])]
    used = {macro for node in opened for macro in node["depends_on"].get("macros", ())}
    macros = manifest["macros"]
    return all(_is_as_compiled(node, roots, made_at) for node in opened) and all(
        _is_as_read(macros[key], roots) for key in _with_used(used, macros)
    )


def _with_used(names: set[str], macros: Mapping[str, Any]) -> set[str]:
    """Return the macros and every macro that they call."""
    seen: set[str] = set()
    waiting = [name for name in names if name in macros]
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting.extend(set(macros[name]["depends_on"]["macros"]) & set(macros) - seen)
    return seen


def _is_as_compiled(node: Mapping[str, Any], roots: Mapping[str, Path], made_at: float) -> bool:
    if node["package_name"] not in roots:
        return True
    path = roots[node["package_name"]] / str(node["original_file_path"])
    if not path.is_file():
        return False
    if node["resource_type"] != "model":
        return path.stat().st_mtime < made_at
    written = _blanks_as_one(path.read_text(encoding="utf-8", errors="replace"))
    is_same = _blanks_as_one(str(node["raw_code"])) == written
    return is_same and bool(node.get("compiled_code"))


def _blanks_as_one(text: str) -> str:
    """dbt itself does not read a file again in which only blanks have changed."""
    return " ".join(text.split())


def _is_as_read(macro: Mapping[str, Any], roots: Mapping[str, Path]) -> bool:
    if macro["package_name"] not in roots:
        return True  # dbt's own, which come with its version
    path = roots[macro["package_name"]] / str(macro["original_file_path"])
    return path.is_file() and _blanks_as_one(str(macro["macro_sql"])) in _blanks_as_one(
        path.read_text(encoding="utf-8", errors="replace")
    )


def _compile(project: Project) -> dict[str, Any]:
    from ..dbt import run_dbt

    said: list[str] = []
    target = project.root / OWN_TARGET
    arguments = ["compile", "--select", "resource_type:model"]
    try:
        run = run_dbt(project, arguments, on_progress=lambda _: None, on_message=said.append, target=target)
    except EvaluationError as error:
        raise _uncompiled(project, said) from error
    manifest = _read(target / "manifest.json")
    if run.exit_code or manifest is None:
        raise _uncompiled(project, said)
    return manifest


def _uncompiled(project: Project, said: list[str]) -> EvaluationError:
    lines = [line.strip() for message in said for line in message.splitlines() if line.strip()]
    return EvaluationError(
        "TN-M006",
        f"dbt cannot compile the project: {' '.join(lines[:3]) or 'it did not say why'}",
        where=str(project.root),
        mend="run `dbt compile` to see its whole output",
    )
