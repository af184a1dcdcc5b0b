"""A property of an ODCS document as a column of a row contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .options import rules_of
from .properties import custom_of, texts_of
from .reader import TELLS, Reader
from .rules import allows_no_rows, rule_of
from .table import RULE_OF_FIELD, TableColumn
from .to_odcs import COERCE, MISSING, REASONS
from .types import type_of

FAULTS = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError)
"""What a value of another type than the column's comes to."""


@dataclass
class _Column:
    column: TableColumn
    rules: dict[str, Any]
    reasons: dict[str, str]
    is_unique: bool
    is_required: bool = False


def column_of(stated: Mapping[str, Any], reader: Reader) -> TableColumn | None:
    """Return the column; None if its type is refused."""
    name = stated["name"]
    dtype = type_of(dict(stated))
    if dtype is None:
        reader.refuse(name, f"type {stated.get('logicalType', 'that is not stated')}")
        return None
    beside = custom_of(stated)
    reasons = texts_of(beside, REASONS)
    try:
        rules, unknown = rules_of(stated.get("logicalTypeOptions", {}), dtype, reasons)
    except FAULTS:
        reader.refuse(f"{name}.logicalTypeOptions", "an end that is no value of the type")
        return None
    for option in unknown:
        reader.refuse(f"{name}.logicalTypeOptions.{option}", "no rule says it")
    if stated.get("relationships"):
        reader.refuse(f"{name}.relationships", "a contract of rows sees one table")
    reader.left_out += [f"{name}.{one}" for one in TELLS if stated.get(one)]
    is_key = bool(stated.get("primaryKey"))
    read = _Column(
        TableColumn(name, dtype, not (stated.get("required") or is_key)),
        rules,
        reasons,
        is_unique=bool(stated.get("unique")) or (is_key and stated.get("primaryKeyPosition", -1) < 1),
    )
    for one in stated.get("quality", []):
        _of_column(one, read, reader)
    return TableColumn(
        name=name,
        dtype=dtype,
        nullable=read.column.nullable and not read.is_required,
        unique=read.is_unique,
        coerce=bool(beside.get(COERCE, True)),
        may_be_missing=bool(beside.get(MISSING, False)),
        rules=rules,
        reasons=reasons,
        title=stated.get("businessName", ""),
        description=str(stated.get("description", "")).strip(),
    )


def _of_column(stated: Mapping[str, Any], read: _Column, reader: Reader) -> None:
    """Take over one `quality` entry of a property, or say why not."""
    name = read.column.name
    where = f"{name}.{stated.get('name') or stated.get('metric') or stated.get('type', 'quality')}"
    metric = stated.get("metric")
    try:
        found = rule_of(stated, read.column)
    except FAULTS:
        found = None
    if found is not None and found[0] not in read.rules:
        argument, value = found
        read.rules[argument] = value
        reason = stated.get("name")
        if reason and reason != f"{name}__{RULE_OF_FIELD[argument]}":
            read.reasons[RULE_OF_FIELD[argument]] = reason
    elif metric == "nullValues" and allows_no_rows(stated):
        read.is_required = True
    elif metric == "nullValues" and stated.get("unit") == "percent":
        reader.limit(stated, f"{name}.null_share", 0.01, where)
    elif metric == "duplicateValues" and allows_no_rows(stated):
        read.is_unique = True
    else:
        reader.leave(stated, where)
