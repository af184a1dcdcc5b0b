"""What of the last build may go on standing in a copy, and what has to be made anew to show a change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ...definitions.stated import CHANGES, stated_contracts
from ...errors import EvaluationError
from ...project import Project
from ...strict_yaml import load_yaml
from .definition_files import FileKey

if TYPE_CHECKING:
    from ...judge.copying import Sandbox

FINDINGS_ARE_KEPT = (
    "brushing_findings",
    "brushing_verdicts",
    "brushing_reads",
    "brushing_runs",
    "prf_brushing",
    "aud_brushing",
)
"""Models of detection that only ever add: what they hold was found by the definitions of its day."""

OF_A_SOURCE = ("adm_", "prf_", "aud_")  # the models of a source that only ever add
BESIDE_LABELLED = ("", "__ledger", "__erased")

NO_DETECTION = (
    "models/marts/metrics/",
    "models/marts/governance/",
    "models/marts/compliance/",
    "macros/metrics/metric_",
    "macros/compliance/",
)
NO_DETECTION_OWN = (
    "expectations/admissions/",
    "expectations/batches/",
    "expectations/events",
    "expectations/experiments/",
    "expectations/releases/",
    "expectations/scope/",
    "expectations/stress/",
)
NO_DETECTION_VARS = (CHANGES, "truenorth_own_metrics")


class Renewal(StrEnum):
    """How much of a copied build is thrown away before it is built on."""

    NOTHING = "nothing"
    DETECTION = "detection"
    EVERYTHING = "everything"


def renewal_for(changed: Collection[FileKey], base: Project, head: Project) -> Renewal:
    """Say what has to be made anew on both sides so that a change of these files is seen.

    A row contract labels rows that have landed only under a full refresh. Findings are kept, so another
    detector, or other rows under it, would say nothing new without forgetting them. When in doubt they are
    forgotten: that costs time and no truth.
    """
    if any(package == head.name and path.startswith("expectations/rows/") for package, path in changed):
        return Renewal.EVERYTHING
    metrics = set(stated_contracts(base)) | set(stated_contracts(head))
    if all(_leaves_detection(key, metrics, base, head) for key in changed):
        return Renewal.NOTHING
    return Renewal.DETECTION


def forget(sandbox: Sandbox, renewal: Renewal, *, source: str | None = None) -> None:
    """Drop from the copied build what is to be made anew.

    Args:
        source: its batches are forgotten too.
    """
    import duckdb

    from ...dbt import relations, work_database

    database = work_database(sandbox.project)
    if not database.is_file():
        return
    try:
        built = relations(sandbox.project)
    except EvaluationError:  # a database without dbt's artifacts: nobody can say what is in it
        database.unlink()
        return
    names = [] if renewal is Renewal.NOTHING else list(FINDINGS_ARE_KEPT)
    if source is not None:
        names += [prefix + source for prefix in OF_A_SOURCE]
    with duckdb.connect(str(database)) as con:
        for relation in (built[name] for name in names if name in built):
            for suffix in BESIDE_LABELLED:
                beside = replace(relation, identifier=relation.identifier + suffix)
                con.execute(f"drop table if exists {beside.sql}")


def _leaves_detection(key: FileKey, metrics: set[str], base: Project, head: Project) -> bool:
    package, path = key
    if path == "dbt_project.yml" and package == head.name:
        return _detection_settings(base) == _detection_settings(head)
    stem = path.rsplit("/", 1)[-1].removesuffix(".sql").removesuffix(".yml")
    if stem in metrics and path.endswith((".sql", ".yml")):
        return True
    if package == head.name and path.startswith(NO_DETECTION_OWN):
        return True
    return package == "truenorth" and path.startswith(NO_DETECTION)


def _detection_settings(project: Project) -> dict[str, Any]:
    settings: Any = load_yaml(project.root / "dbt_project.yml")
    variables = {
        name: value
        for name, value in (settings.get("vars") or {}).items()
        if name not in NO_DETECTION_VARS and not str(name).startswith("truenorth_gate_")
    }
    return {**settings, "vars": variables}
