"""The SQL of the run that asks, or of the last one: read from what dbt left, never compiled anew."""

from __future__ import annotations

from ..dbt import read_manifest
from ..project import Project
from .compiled import Compiled, dialect_of


def compiled_by_last_run(project: Project) -> Compiled:
    """Return dbt's manifest with the SQL that lies beside it.

    The manifest of a run that is under way holds no SQL yet, and that of `dbt test` none of models; the
    folder `target/compiled` does.
    Raises: EvaluationError TN-E003 (nothing built); ConfigurationError TN-M007.
    """
    manifest = read_manifest(project.root)
    nodes = {**manifest["nodes"], **manifest["sources"]}
    for node in nodes.values():
        place = project.root / "target" / "compiled" / node["package_name"] / node["original_file_path"]
        if node["resource_type"] == "model" and place.is_file():
            node["compiled_code"] = place.read_text(encoding="utf-8")
    return Compiled(nodes, dialect_of(manifest))
