"""Whether the published release is what the last build here made of given definitions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from ...dbt import read_manifest
from ...errors import EvaluationError
from ...project import Project
from ...publish.reading import Release, current_release
from .definition_files import FileKey, changed_files, definition_files

OF_DBT = (".sql", ".py")  # dbt's manifest holds their text


def release_made_by(project: Project, base: Project) -> Release | None:
    """Return the current release if it can be shown that `base` made it, None otherwise.

    It can where dbt's last manifest is that of the release, no file was touched since, and each file that
    `base` says otherwise is in the manifest as `base` says it. In doubt there is no proof, and the base is
    built: that costs time and no truth.
    """
    release = current_release(project.published)
    if release is None:
        return None
    try:
        manifest = read_manifest(project.root)
    except EvaluationError:
        return None
    metadata = manifest["metadata"]
    if metadata.get("invocation_id") != release.dbt_invocation_id:
        return None
    made_at = datetime.fromisoformat(metadata["generated_at"]).timestamp()
    now, then = definition_files(project), definition_files(base)
    changed = changed_files(then, now)
    untouched = all(path.stat().st_mtime < made_at for key, path in now.items() if key not in changed)
    return release if untouched and all(_is_as_built(key, then, manifest) for key in changed) else None


def _is_as_built(key: FileKey, then: Mapping[FileKey, Path], manifest: Mapping[str, Any]) -> bool:
    package, path = key
    if not path.endswith(OF_DBT) or path.startswith("expectations/"):
        return False
    built = [
        str(node.get("raw_code", node.get("macro_sql", ""))).strip()
        for node in manifest["nodes"].values()
        if (node["package_name"], node["original_file_path"]) == (package, path)
    ]
    if key not in then:
        return not built
    return built == [then[key].read_text(encoding="utf-8").strip()]
