"""What the models say of themselves: `config.meta.truenorth`, read from dbt's manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def read_contracts(manifest: Path) -> dict[str, dict[str, Any]] | None:
    """Return each model's contract by model name; None if there is no readable manifest.

    Models that are switched off are there too: the page tells what would ask, and why it does not.
    """
    try:
        content = json.loads(manifest.read_text(encoding="utf-8"))
        nodes = content["nodes"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    contracts: dict[str, dict[str, Any]] = {}
    for node in (*_switched_off(content.get("disabled")), *nodes.values()):
        meta = ((node.get("config") or {}).get("meta") or {}).get("truenorth")
        if node.get("resource_type") == "model" and isinstance(meta, dict):
            contracts[str(node["name"])] = meta
    return contracts


def _switched_off(disabled: Any) -> Iterator[dict[str, Any]]:
    for versions in (disabled or {}).values():
        yield from versions
