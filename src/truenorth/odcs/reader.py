"""What is noted while a document is read: what has no place here, and limits of batches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .properties import custom_of
from .table import TableExpectation
from .to_odcs import PYTHON

REVIEWED = "reviewed: stated in the contract that was imported"
LIMITS = {
    "mustBeGreaterThan": ("min_value", "strict_min"),
    "mustBeGreaterOrEqualTo": ("min_value", ""),
    "mustBeLessThan": ("max_value", "strict_max"),
    "mustBeLessOrEqualTo": ("max_value", ""),
}
TELLS = (
    "tags",
    "classification",
    "authoritativeDefinitions",
    "examples",
    "encryptedName",
    "criticalDataElement",
)


@dataclass
class Reader:
    """Collects what has no place while a table is read."""

    unkept: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    expectations: list[TableExpectation] = field(default_factory=list)

    def refuse(self, where: str, why: str) -> None:
        """Note a demand that cannot be kept."""
        self.unkept.append((where, why))

    def leave(self, stated: Mapping[str, Any], where: str) -> None:
        """Note a check that no rule says; a text alone demands nothing that could be checked."""
        if PYTHON in custom_of(stated):
            self.refuse(where, "it is written in Python")
        elif stated.get("type") == "text":
            self.left_out.append(where)
        else:
            self.refuse(where, "no rule of a row contract or a batch suite says it")

    def limit(self, stated: Mapping[str, Any], measure: str, factor: float, where: str) -> None:
        """Take over the limits of a metric as an expectation on a measure of the profile."""
        settings: dict[str, Any] = {}
        for name, value in stated.items():
            if name in LIMITS:
                end, strict = LIMITS[name]
                settings |= {end: value * factor} | ({strict: True} if strict else {})
            elif name == "mustBe":
                settings |= {"min_value": value * factor, "max_value": value * factor}
            elif name == "mustBeBetween":
                settings |= {"min_value": value[0] * factor, "max_value": value[1] * factor}
            elif name.startswith("must"):
                self.refuse(where, f"{name} is no limit of a batch suite")
                return
        kind = "expect_column_values_to_be_between"
        label = where.replace(".", "_")
        self.expectations.append(TableExpectation(label, kind, measure, "critical", REVIEWED, settings))
