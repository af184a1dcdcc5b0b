"""A source's contracts as they are loaded, read into one table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..admit.contract import ColumnContract, RowContract, Uniqueness
from ..audit.suite import HISTORY_LENGTH, BatchExpectation, BatchSuite
from .table import FIELD_OF_RULE, Table, TableColumn, TableExpectation, TableUniqueness
from .types import encoded, is_plain

SAID_ELSEWHERE = {"column", "meta", "severity", "id", "notes", "description", "rendered_content"}


def table_of(contract: RowContract, suite: BatchSuite | None) -> Table:
    """Return what a source's contracts demand; what is written in Python is named in `unkept`."""
    config = getattr(contract.model.__config__, "metadata", None) or {}
    alone = {one.columns[0]: one for one in contract.uniqueness if _is_of_field(one)}
    unkept: list[str] = []  # reasons
    columns = []
    for column in contract.columns:
        rules, left = _rules(column)
        unkept += left
        columns.append(_column(column, rules, alone.get(column.name)))
    unkept += [one.reason for one in contract.frame_checks if not one.check.raise_warning]
    return Table(
        name=contract.source,
        columns=tuple(columns),
        uniqueness=tuple(
            TableUniqueness(one.columns, one.reason, one.policy)
            for one in contract.uniqueness
            if not _is_of_field(one)
        ),
        expectations=tuple(_expectation(one) for one in suite.expectations) if suite else (),
        history_length=suite.history_length if suite and suite.history_length != HISTORY_LENGTH else None,
        strict=contract.strict,
        description=contract.description,
        chinese=dict(config.get("zh", {})),
        unkept=tuple((reason, contract.reasons[reason]) for reason in unkept),
    )


def _is_of_field(one: Uniqueness) -> bool:
    return len(one.columns) == 1 and one.policy == "all"


def _rules(column: ColumnContract) -> tuple[dict[str, Any], list[str]]:
    """Built-in checks as arguments of `pa.Field`, and reasons of the others; a warning demands nothing."""
    from ..admit.checks.compile import builtin_name

    rules: dict[str, Any] = {}
    left: list[str] = []
    for one in column.checks:
        if one.check.raise_warning:
            continue
        name = builtin_name(one.check) or ""
        is_field = name == one.check.name and one.check.ignore_na and FIELD_OF_RULE.get(name) not in rules
        value = _argument(name, one.check.statistics) if is_field else None
        if is_field and is_plain(encoded(value)):
            rules[FIELD_OF_RULE[name]] = value
        else:
            left.append(one.reason)
    return rules, left


def _argument(rule: str, statistics: dict[str, Any]) -> Any:
    if rule in ("in_range", "str_length"):
        return {name: value for name, value in statistics.items() if value is not None}
    (value,) = statistics.values()
    return sorted(value, key=repr) if isinstance(value, set | frozenset) else value


def _column(column: ColumnContract, rules: dict[str, Any], unique: Uniqueness | None) -> TableColumn:
    reasons = {str(one.check.name): one.reason for one in column.checks}
    reasons |= {"dtype": column.dtype_reason, "not_nullable": column.null_reason}
    if unique:
        reasons["field_uniqueness"] = unique.reason
    return TableColumn(
        name=column.name,
        dtype=column.dtype,
        nullable=column.nullable,
        unique=unique is not None,
        coerce=column.coerce,
        may_be_missing=not column.required,
        rules=rules,
        reasons=dict(_own_reasons(column.name, reasons)),
        title=column.title,
        description=column.description,
    )


def _own_reasons(column: str, reasons: dict[str, str]) -> Iterator[tuple[str, str]]:
    for rule, reason in reasons.items():
        if reason and reason != f"{column}__{rule}":
            yield rule, reason


def _expectation(one: BatchExpectation) -> TableExpectation:
    settings = one.expectation.configuration.kwargs
    return TableExpectation(
        name=one.name,
        kind=one.expectation.expectation_type,
        measure=one.measure,
        severity=one.severity,
        origin=one.origin,
        settings={name: value for name, value in settings.items() if name not in SAID_ELSEWHERE},
    )
