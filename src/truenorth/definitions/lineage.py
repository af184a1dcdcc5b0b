"""How far a definition reaches: from a metric's model upwards, to where other contracts begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

FIGURES = "metric_figures"
"""Model in which the rows of every metric become figures."""

PACKAGE = "truenorth"
BOUNDARIES = frozenset({"canonical", "brushing", "consent"})
"""Folders of truenorth's models that are named and not opened: entities have contracts of their own, what
detection and consent leave out is judged by itself."""


def is_boundary(node: Mapping[str, Any]) -> bool:
    """Whether a model is named in a definition and not opened; never one of a project's own."""
    return node["package_name"] == PACKAGE and bool(BOUNDARIES & set(node.get("fqn", ())[1:-1]))


def reached(starts: Iterable[str], nodes: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Return the unique ids of `starts` and of every node above them, boundaries among them."""
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        key = waiting.pop()
        if key in nodes and key not in seen:
            seen.add(key)
            if key in starts or not is_boundary(nodes[key]):
                waiting.extend(nodes[key].get("depends_on", {}).get("nodes", ()))
    return seen
