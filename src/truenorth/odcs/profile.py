"""Which measures of a batch are kept for an imported source: the model `prf_<source>`."""

from __future__ import annotations

import re

from .table import Table
from .types import logical_type

SUFFIX = ".null_share"


def profile_text(table: Table) -> str:
    """Return `prf_<source>.sql`; columns whose names are no plain words are left to be added by hand."""
    keys = {name for one in table.uniqueness for name in one.columns} | {
        one.name for one in table.columns if one.unique
    }
    asked = {one.measure.removesuffix(SUFFIX) for one in table.expectations if one.measure.endswith(SUFFIX)}
    kinds: dict[str, list[str]] = {"numbers": [], "times": [], "keys": [], "optional": []}
    for column in table.columns:
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", column.name):
            continue
        kind = logical_type(column.dtype)
        if kind in ("date", "timestamp"):
            kinds["times"].append(column.name)
        elif column.name in keys:
            kinds["keys"].append(column.name)
        elif kind in ("integer", "number"):
            kinds["numbers"].append(column.name)
        elif column.nullable or column.name in asked:
            kinds["optional"].append(column.name)
    listed = "".join(f"    {kind}={names!r},\n" for kind, names in kinds.items() if names)
    config = "{{ config(materialized='incremental', incremental_strategy='append') }}"
    return f"{config}\n\n{{{{ truenorth.profile_batches(\n    ref('adm_{table.name}'),\n{listed}) }}}}\n"
