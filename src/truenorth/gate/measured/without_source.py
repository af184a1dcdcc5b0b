"""What every metric would be without one source, before anybody relies on that source (A6)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...errors import EvaluationError
from ...judge.copying import Sandbox
from ...project import Project, SourceConfig
from ...strict_yaml import load_yaml
from ...wording.words import Words
from ..finding import Check, GateFinding, Place
from .answer import Before, Measured, OnMessage, OnProgress, compared, nothing_measured
from .renewal import Renewal, forget
from .side import Side
from .trial import Built, Watch, build_in, open_trial
from .value_diff import ValueDiff
from .value_findings import is_beyond, largest_change, metrics_in_office, told_change

CHECKS: tuple[Check, ...] = ("values", "limits", "detection")
KEPT = ("title", "trust")
QUIET = {"location": "no_delivery_of_this_source/*.parquet", "format": "parquet", "on_hold": "continue"}
"""Settings of a source that delivers nothing, and holds up nobody by that."""


def measure_without_source(
    project: Project, source: str, *, on_progress: OnProgress, on_message: OnMessage
) -> Measured:
    """Build the project twice in copies, with the source and without its batches, and compare.

    In the answer the side before is without the source, the side after is with it, as at its admission.
    Detection is made anew on both sides: what it found in rows of the source must not outlive them.

    Raises: ConfigurationError TN-S003, TN-D040, TN-E004; EvaluationError TN-E005.
    """
    declared = project.source(source)
    limit = largest_change(project)
    watch = Watch(on_progress, on_message)
    try:
        with open_trial(project) as sandbox:
            after = build_in(sandbox, Renewal.DETECTION, watch, with_tests=False)
    except EvaluationError as refusal:
        return nothing_measured(project, refusal, CHECKS)
    before = _without(project, declared, watch)

    def tell(diff: ValueDiff, one: Side, other: Side, places: Mapping[str, Place]) -> list[GateFinding]:
        return _findings(declared, diff, one, other, limit, places)

    return compared(project, before, after, tell, has_tests=False)


def _without(project: Project, source: SourceConfig, watch: Watch) -> Before:
    try:
        with open_trial(project) as sandbox:
            _silence(sandbox, source.name)
            forget(sandbox, Renewal.DETECTION, source=source.name)
            built = build_in(sandbox, Renewal.NOTHING, watch, with_tests=False)
    except EvaluationError as refusal:
        return Before(
            None, reason=f"without the source nothing could be built: {refusal.code} {refusal.what}"
        )
    if not built.has_figures:
        return Before(None, reason=_first_broken(built))
    return Before(built.side)


def _silence(sandbox: Sandbox, source: str) -> None:
    """Let the source deliver nothing, in the copy: its models run on no rows."""
    from ruamel.yaml import YAML

    writer = YAML()
    for path in _source_files(sandbox.project):
        declared = (load_yaml(path) or {}).get("sources") or []
        if source not in [one.get("name") for one in declared]:
            continue
        content = writer.load(path.read_text(encoding="utf-8"))
        for one in content["sources"]:
            said = (one.get("config") or {}).get("meta") or {}
            if one["name"] == source and "truenorth" in said:
                kept = {key: said["truenorth"][key] for key in KEPT if key in said["truenorth"]}
                said["truenorth"] = {**kept, **QUIET}
        with path.open("w", encoding="utf-8") as file:
            writer.dump(content, file)


def _source_files(project: Project) -> list[Path]:
    return [
        path
        for model_path in project.model_paths
        for path in sorted((project.root / model_path).rglob("*__sources.yml"))
    ]


def _first_broken(built: Built) -> str:
    broken = next((node.name for node in built.nodes if node.is_broken), "a model")
    return f"without the source {broken} could not run"


def _findings(
    source: SourceConfig,
    diff: ValueDiff,
    without: Side,
    with_it: Side,
    limit: float | None,
    places: Mapping[str, Place],
) -> list[GateFinding]:
    deciding = metrics_in_office(without, with_it)
    found = []
    for metric in sorted({metric for metric, _ in diff.counts}):
        if not (diff.differs(metric, "trusted") or diff.differs(metric, "raw")):
            continue
        if _needs_it(metric, without, with_it):
            found.append(_needing(metric, source, places.get(metric)))
        else:
            found.append(_moving(metric, source, diff, limit if metric in deciding else None, places))
    return found


def _needs_it(metric: str, without: Side, with_it: Side) -> bool:
    def has_figure(side: Side) -> bool:
        told: Mapping[str, Any] = side.metrics.get(metric, {})
        # a sum or a count over no rows may be 0 instead of nothing
        return bool(told.get("raw_value") or told.get("trusted_value"))

    return has_figure(with_it) and not has_figure(without)


def _needing(metric: str, source: SourceConfig, place: Place | None) -> GateFinding:
    return GateFinding(
        check="values",
        grade="note",
        code="TN-D044",
        subject=metric,
        key=source.name,
        said=Words(
            f"it needs {source.name}: without it there is no figure", f"离不开 {source.name}：缺之则无数可算"
        ),
        mend=Words(
            "know that this figure is worth what its only source is worth",
            "须知该指标的可信程度取决于这一唯一来源",
        ),
        place=place,
    )


def _moving(
    metric: str, source: SourceConfig, diff: ValueDiff, limit: float | None, places: Mapping[str, Place]
) -> GateFinding:
    """A source from outside that moves a figure is looked at by people before it is relied on."""
    total = diff.total(metric, "trusted") or diff.total(metric, "raw")
    size = told_change(total) if total else Words("only periods or slices differ", "仅时段或切片不同")
    is_foreign = source.trust == "third_party"
    too_far = is_foreign and total is not None and limit is not None and is_beyond(total, limit)
    return GateFinding(
        check="values",
        grade="fail" if too_far else "warn" if is_foreign else "note",
        code="TN-D045",
        subject=metric,
        key=source.name,
        said=Words(
            f"without {source.name} and with it: {size.en}", f"不含与包含 {source.name} 相比：{size.zh}"
        ),
        mend=Words(
            "compare both figures with what you know from elsewhere before the source is admitted",
            "接入该来源之前，请用其他已知事实核对这两个数",
        ),
        place=places.get(metric),
    )
