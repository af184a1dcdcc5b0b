"""Which column of a raw source says whose row it is: the scope file of the source, in fideslang terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..project import Project
from ..strict_yaml import load_yaml

CATEGORY = "user.unique_id"  # fideslang: "Unique identifier for a user assigned through system use"


def id_columns(project: Project, source: str) -> tuple[str, ...] | None:
    """Return the columns of a source that hold the id of a person, in file order; None without a scope file.

    Source: `expectations/scope/<source>.yml`; fields whose data categories lie in `user.unique_id`.
    Raises: ConfigurationError TN-S001 if the file is no valid YAML.
    """
    path = project.root / "expectations" / "scope" / f"{source}.yml"
    if not path.is_file():
        return None
    return tuple(dict.fromkeys(_named(load_yaml(path))))


def _named(node: Any) -> Iterator[str]:
    """Walk dataset > collections > fields, nested ones too."""
    if isinstance(node, list):
        for item in node:
            yield from _named(item)
    elif isinstance(node, dict):
        if any(_is_id(category) for category in node.get("data_categories") or []):
            yield str(node["name"])
        for key in ("dataset", "collections", "fields"):
            yield from _named(node.get(key))


def _is_id(category: Any) -> bool:
    return str(category) == CATEGORY or str(category).startswith(f"{CATEGORY}.")
