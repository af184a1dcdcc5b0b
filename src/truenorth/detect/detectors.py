"""Which models a calibration builds anew: what stands between the canonical entities and the signals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..dbt import Relation
from ..errors import EvaluationError

PERMUTED_FAMILY = "co_action"


def permuted_signals(manifest: Path) -> dict[str, Relation]:
    """Return the signals that judge acting together, by name: a permutation of the actors undoes just that.

    Raises: EvaluationError TN-D020 if there is none.
    """
    signals = {
        str(node["name"]).removeprefix("sig_"): Relation(node["schema"], node["alias"])
        for node in _models(manifest).values()
        if _stated(node).get("family") == PERMUTED_FAMILY
    }
    if not signals:
        raise EvaluationError(
            "TN-D020",
            "no signal that judges acting together is on here",
            mend="bring the entity interactions; `truenorth explain TN-D020`",
        )
    return signals


def models_to_permute(manifest: Path) -> list[str]:
    """Return the names of those signals and of every model between the canonical entities and them."""
    models = _models(manifest)
    wanted: set[str] = set()
    pending = [key for key, node in models.items() if _stated(node).get("family") == PERMUTED_FAMILY]
    while pending:
        key = pending.pop()
        if key in wanted or not _reads_entities(models, key):
            continue
        wanted.add(key)
        pending += [parent for parent in models[key]["depends_on"]["nodes"] if parent in models]
    return sorted(str(models[key]["name"]) for key in wanted)


def _reads_entities(models: dict[str, Any], key: str) -> bool:
    """Whether a model stands to the right of a canonical entity, and is none itself."""
    if models[key]["name"].startswith("canonical_"):
        return False
    parents = [parent for parent in models[key]["depends_on"]["nodes"] if parent in models]
    return any(
        models[parent]["name"].startswith("canonical_") or _reads_entities(models, parent)
        for parent in parents
    )


def _stated(node: dict[str, Any]) -> dict[str, Any]:
    stated: dict[str, Any] = node["config"]["meta"].get("truenorth", {}).get("signal", {})
    return stated


def _models(manifest: Path) -> dict[str, Any]:
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"]
    return {key: node for key, node in nodes.items() if node["resource_type"] == "model"}
