"""Metrics that are views of others: derived ones, and two of one definition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..errors import EvaluationError
from .canonical_sql import canonical_expression
from .contract import MetricContract
from .finding import Finding
from .folders import Folder
from .written_sql import named_models, written_digest


def written_models(folders: tuple[Folder, ...]) -> dict[str, str]:
    """Return the SQL of every model of the project and its packages as it is written, by name."""
    files: dict[str, Path] = {}
    for folder in reversed(folders):  # the project's own model stands before a package's of the same name
        files |= {path.stem: path for path in folder.files(".sql")}
    return {name: path.read_text(encoding="utf-8", errors="replace") for name, path in files.items()}


def undeclared_parents(
    contracts: Mapping[str, MetricContract], models: Mapping[str, str]
) -> Iterator[Finding]:
    """Tell of metrics whose SQL reads another metric that `derived_from` does not name (D8)."""
    for metric, contract in contracts.items():
        parents = _metrics_above(metric, contracts, models)
        for parent in sorted(parents - set(contract.derived_from)):
            yield Finding(
                "error",
                metric,
                "TN-M017",
                f"it is made from {parent}, and derived_from does not say so",
                contract.where,
                f"add {parent} to `derived_from`",
            )


def _metrics_above(
    metric: str, contracts: Mapping[str, MetricContract], models: Mapping[str, str]
) -> set[str]:
    """Return the nearest metrics that a metric's SQL reads, through models that are no metrics."""
    found: set[str] = set()
    seen = {metric}
    waiting = list(named_models(models.get(metric, "")))
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in contracts:
            found.add(name)
        else:
            waiting.extend(named_models(models.get(name, "")))
    return found


def same_definitions(contracts: Mapping[str, MetricContract], models: Mapping[str, str]) -> Iterator[Finding]:
    """Tell of metrics that compute the same, however it is written, and of those that cannot be read."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for metric, contract in sorted(contracts.items()):
        rollup, where = contract.rollup, contract.where
        try:
            sums = [
                canonical_expression(one or "1", "duckdb") for one in (rollup.numerator, rollup.denominator)
            ]
        except EvaluationError as refusal:
            yield Finding("error", metric, refusal.code, f"rollup: {refusal.what}", where, refusal.mend)
            continue
        if metric in models and contract.tier != "retired":
            groups[written_digest(models[metric]), *sums, rollup.period].append(metric)
    for first, *others in groups.values():
        for other in others:
            what, mend = f"it computes the same as {first}", "keep one of them and retire the other"
            yield Finding("warning", other, "TN-M018", what, contracts[other].where, mend)
