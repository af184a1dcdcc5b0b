"""Steps that let less through than they read, declared in a model's yml and logged with every scope.

`config.meta.truenorth.declassifies` holds `kind`, `data_use`, `reason` and, where not the whole model is
meant, `columns` and `rows: true` (which rows there are). What a step reads serves the step's own use and not
the metric's: a like that was found to be bought is left out because of a device, but no figure tells the
device.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..errors import ConfigurationError
from .manifest import Node
from .reading import ROWS
from .taxonomy import data_uses

KINDS = {
    "admission": "whether a row keeps its contract",
    "verdict": "whether a row or a batch counts",
    "aggregation": "figures over many rows",
    "masking": "values that no longer tell the person",
}
OWN_USES = "own"
"""Checking values serves every use that they may have: data must be accurate (PIPL 8, GDPR 5(1)(d))."""
SETTINGS = {"kind", "data_use", "reason"}


@dataclass(frozen=True)
class Step:
    """One declassifying step; `columns` in lower case, `ROWS` among them, empty for the whole model."""

    model: str
    kind: str
    data_use: str
    reason: str
    columns: frozenset[str] = frozenset()

    def covers(self, column: str) -> bool:
        return not self.columns or column in self.columns


def steps_of(nodes: dict[str, Node]) -> dict[str, Step]:
    """Return the declared steps by relation.

    Raises: ConfigurationError TN-L060.
    """
    return {
        node.relation: _step(node, node.meta["declassifies"])
        for node in nodes.values()
        if "declassifies" in node.meta
    }


def _step(node: Node, declared: Any) -> Step:
    settings = dict(declared) if isinstance(declared, dict) else {}
    columns = settings.pop("columns", [])
    rows = settings.pop("rows", False)
    if set(settings) != SETTINGS or not isinstance(columns, list) or settings["kind"] not in KINDS:
        raise _wrong(node, f"it needs a kind ({', '.join(KINDS)}), a data_use and a reason")
    if settings["data_use"] not in data_uses() | {OWN_USES}:
        raise _wrong(node, f"{settings['data_use']!r} is no data use of fideslang, nor `{OWN_USES}`")
    named = frozenset(str(name).lower() for name in columns) | (
        frozenset({ROWS}) if rows is True else frozenset()
    )
    return Step(node.name, **settings, columns=named)


def _wrong(node: Node, what: str) -> ConfigurationError:
    return ConfigurationError(
        "TN-L060",
        f"declassifying step of {node.name}: {what}",
        where=node.name,
        mend="correct config.meta.truenorth.declassifies in its yml",
    )
