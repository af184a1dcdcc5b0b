"""A table of contracts as an object of an ODCS document's `schema`.

Rows are `properties` and `quality` of the standard. Expectations on batches are judged on profiles and not on
the table, so they are `quality` of the engine `truenorth`. What is written in Python is told in words.
"""

from __future__ import annotations

from typing import Any

from ..scope.declared import DeclaredTable
from .options import options_of
from .properties import custom
from .rules import quality_of
from .table import RULE_OF_FIELD, Table, TableColumn, TableExpectation, TableUniqueness
from .types import encoded, odcs_type

ENGINE = "truenorth"
REASONS, CHINESE, STRICT, COERCE, MISSING = (
    "truenorthReasons",
    "truenorthChinese",
    "truenorthStrict",
    "truenorthCoerce",
    "truenorthMayBeMissing",
)
COPIES, HISTORY, PYTHON = "truenorthCopies", "truenorthHistoryLength", "truenorthPython"


def object_of(table: Table, declared: DeclaredTable | None) -> dict[str, Any]:
    """Return a table of contracts.

    Args:
        declared: what the scope file says of its columns, None if there is none.
    """
    config = {
        STRICT: table.strict,
        HISTORY: table.history_length,
        CHINESE: dict(table.chinese),
    }
    stated = {
        "name": table.name,
        "logicalType": "object",
        "description": " ".join(table.description.split()),
        "properties": [_property(one, declared) for one in table.columns],
        "quality": [
            *(_unique(one) for one in table.uniqueness),
            *(_expectation(one) for one in table.expectations),
            *(_in_words(name, text) for name, text in table.unkept),
        ],
        "customProperties": custom(config),
    }
    return {name: value for name, value in stated.items() if value not in ("", [])}


def _property(column: TableColumn, declared: DeclaredTable | None) -> dict[str, Any]:
    typed = odcs_type(column.dtype)
    options, said = options_of(column)
    reasons = dict(column.reasons)
    for argument in said:
        if len(said) > 1 and argument in ("ge", "gt", "le", "lt"):
            rule = RULE_OF_FIELD[argument]  # two rules, not one range
            reasons.setdefault(rule, f"{column.name}__{rule}")
    in_quality = {RULE_OF_FIELD[one] for one in column.rules if one not in said}
    kept = {rule: reason for rule, reason in sorted(reasons.items()) if rule not in in_quality}
    meant = declared.columns.get(column.name.lower()) if declared else None
    categories = list(meant.categories) if meant else []
    beside = {REASONS: kept, COERCE: None if column.coerce else False, MISSING: column.may_be_missing or None}
    stated = {
        "name": column.name,
        "businessName": column.title,
        **typed,
        "logicalTypeOptions": typed.get("logicalTypeOptions", {}) | options,
        "required": not column.nullable,
        "unique": column.unique or None,
        "description": column.description,
        "classification": ("personal" if meant.is_personal else "not personal") if meant else "",
        "tags": categories,
        "quality": [
            quality_of(column, one) for one in RULE_OF_FIELD if one in column.rules and one not in said
        ],
        "customProperties": custom(beside),
    }
    return {name: value for name, value in stated.items() if value not in ("", None, [], {})}


def _unique(one: TableUniqueness) -> dict[str, Any]:
    return {
        "name": one.reason,
        "type": "library",
        "metric": "duplicateValues",
        "arguments": {"properties": list(one.columns)},
        "mustBe": 0,
        "customProperties": custom({COPIES: one.policy}),
    }


def _expectation(one: TableExpectation) -> dict[str, Any]:
    stated = {
        name: value
        for name, value in sorted(one.settings.items())
        if value is not None and value is not False
    }
    return {
        "name": one.name,
        "description": f"Of each delivery: {one.measure}. Origin of the limits: {one.origin}",
        "type": "custom",
        "engine": ENGINE,
        "severity": one.severity,
        "implementation": {
            "expectation": one.kind,
            "measure": one.measure,
            "arguments": encoded(stated),
            "origin": one.origin,
        },
    }


def _in_words(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "type": "text", "description": text, "customProperties": custom({PYTHON: True})}
