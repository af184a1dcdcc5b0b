"""What the files say of each metric, before anything is made of it: from dbt's manifest, or from the ymls."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeGuard

from ..errors import ConfigurationError
from ..project import Project
from ..strict_yaml import load_yaml
from .contract import MARKS
from .folders import Folder, folders_of

CHANGES = "truenorth_metric_contracts"
"""Var of dbt_project.yml: what a project says anew of packaged metrics, by metric and field."""


@dataclass(frozen=True)
class Stated:
    """One metric as it is written.

    Attributes:
        where: its yml, as `package://path` where another package brings it.
        is_on: whether dbt builds it in this project.
        changes: what the project says anew of it.
    """

    metric: str
    package: str
    where: str
    stated: Mapping[str, Any]
    is_on: bool
    changes: Mapping[str, Any]


def stated_contracts(project: Project) -> dict[str, Stated]:
    """Return every metric of the project and of its packages by name, those that are off too.

    Raises: ConfigurationError TN-S001, TN-M004 (changes of a metric that does not exist).
    """
    folders = folders_of(project)
    changes = folders[0].variables.get(CHANGES) or {}
    manifest = project.root / "target" / "manifest.json"
    found = _of_manifest(manifest, project) if _is_current(manifest, folders) else _of_ymls(folders)
    stated: dict[str, Stated] = {}
    for metric, package, where, meta, is_on in found:
        if is_on or metric not in stated:
            own = changes.get(metric) if isinstance(changes, dict) else None
            stated[metric] = Stated(metric, package, where, meta, is_on, own or {})
    unknown = sorted(set(changes) - set(stated)) if isinstance(changes, dict) else [str(changes)]
    if unknown:
        raise ConfigurationError(
            "TN-M004",
            f"{CHANGES} names {unknown[0]}, which is no metric",
            where=str(project.root / "dbt_project.yml"),
            mend=f"metrics are: {', '.join(sorted(stated))}",
        )
    return stated


WRITTEN_MARK = re.compile(rf"\b({'|'.join(sorted(MARKS))})\b")
Found = tuple[str, str, str, Mapping[str, Any], bool]


def _is_current(manifest: Path, folders: tuple[Folder, ...]) -> bool:
    """Whether dbt has read the ymls as they are now."""
    if not manifest.is_file():
        return False
    settings = [folder.root / "dbt_project.yml" for folder in folders]
    files = [*settings, *(path for folder in folders for path in folder.files(".yml"))]
    return max(path.stat().st_mtime for path in files) < _made_at(manifest)


def _made_at(manifest: Path) -> float:
    try:
        metadata = json.loads(manifest.read_text(encoding="utf-8"))["metadata"]
        return datetime.fromisoformat(metadata["generated_at"]).timestamp()
    except (OSError, ValueError, KeyError, TypeError):
        return 0.0  # not dbt's, or torn: the ymls say it


def _of_manifest(path: Path, project: Project) -> Iterator[Found]:
    content = json.loads(path.read_text(encoding="utf-8"))
    switched_off = [one for versions in (content.get("disabled") or {}).values() for one in versions]
    for nodes, is_on in ((switched_off, False), (content["nodes"].values(), True)):
        for node in nodes:
            meta = ((node.get("config") or {}).get("meta") or {}).get("truenorth")
            if node.get("resource_type") == "model" and _is_metric(meta):
                where = str(node.get("patch_path") or node["original_file_path"])
                yield (
                    node["name"],
                    node["package_name"],
                    where.removeprefix(f"{project.name}://"),
                    meta,
                    is_on,
                )


def _of_ymls(folders: tuple[Folder, ...]) -> Iterator[Found]:
    for folder in folders:
        for path in folder.files(".yml"):
            # most ymls state no metric: they are nobody's contract, and strict reading of all takes seconds
            if not WRITTEN_MARK.search(path.read_text(encoding="utf-8", errors="replace")):
                continue
            content = load_yaml(path)
            for model in (content.get("models") or []) if isinstance(content, dict) else []:
                yield from _of_model(model, path, folder, folders[0])


def _of_model(model: Any, path: Path, folder: Folder, project: Folder) -> Iterator[Found]:
    config = (model.get("config") or {}) if isinstance(model, dict) else {}
    meta = (config.get("meta") or {}).get("truenorth")
    if not _is_metric(meta):
        return
    inside = path.relative_to(folder.root).as_posix()
    where = inside if folder == project else f"{folder.name}://{inside}"
    enabled = _rendered(config.get("enabled", True), folder, project)
    yield model["name"], folder.name, where, _rendered(meta, folder, project), str(enabled) == "True"


def _is_metric(meta: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(meta, dict) and bool(MARKS & set(meta))


def _rendered(value: Any, folder: Folder, project: Folder) -> Any:
    """Render the few names of Jinja that dbt offers in a yml's config and that need no database."""
    if isinstance(value, dict):
        return {name: _rendered(one, folder, project) for name, one in value.items()}
    if isinstance(value, list):
        return [_rendered(one, folder, project) for one in value]
    if not (isinstance(value, str) and "{{" in value):
        return value
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    def var(name: str, default: Any = None) -> Any:
        return folder.variables.get(name, default)

    try:
        template = SandboxedEnvironment(undefined=StrictUndefined).from_string(value)
        return template.render(var=var, project_name=project.name)
    except TemplateError:
        return value  # what only dbt can say; a contract that needs it is refused by its form or read later
