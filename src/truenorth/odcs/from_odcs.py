"""An object of an ODCS document's `schema` as a table of contracts.

Whatever it demands and a contract cannot keep is named in `unkept`; what only tells is named in `left_out`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from .from_property import column_of
from .properties import custom_of, texts_of
from .reader import REVIEWED, TELLS, Reader
from .rules import allows_no_rows
from .table import Table, TableExpectation, TableUniqueness
from .to_odcs import CHINESE, COPIES, ENGINE, HISTORY, STRICT

SET_BY_US = {"column", "meta", "severity"}


def table_of(stated: Mapping[str, Any]) -> Table:
    """Return the table of a document's object; see `Table.unkept` before it is used."""
    reader = Reader()
    beside = custom_of(stated)
    columns = [column_of(one, reader) for one in stated.get("properties", [])]
    keys = _composite_key(stated.get("properties", []))
    uniqueness = [TableUniqueness(keys, "multiple_fields_uniqueness", "all")] if len(keys) > 1 else []
    for one in stated.get("quality", []):
        uniqueness += _of_table(one, reader)
    if len({one.policy for one in uniqueness}) > 1:
        reader.refuse("quality", "all rules of uniqueness set the same copies aside here")
    if stated.get("relationships"):
        reader.refuse(f"{stated['name']}.relationships", "a contract of rows sees one table")
    reader.left_out += [f"{stated['name']}.{name}" for name in TELLS if stated.get(name)]
    return Table(
        name=stated["name"],
        columns=tuple(one for one in columns if one is not None),
        uniqueness=tuple(_with_one_name(uniqueness)),
        expectations=tuple(reader.expectations),
        history_length=beside.get(HISTORY),
        strict=beside.get(STRICT, False),
        description=" ".join(str(stated.get("description", "")).split()) or f"One row of {stated['name']}.",
        chinese=texts_of(beside, CHINESE),
        unkept=tuple(reader.unkept),
        left_out=tuple(reader.left_out),
    )


def _with_one_name(uniqueness: list[TableUniqueness]) -> Iterator[TableUniqueness]:
    """A contract names the reason of all its keys once; the second is `<reason>__2`."""
    for number, one in enumerate(uniqueness, start=1):
        reason = uniqueness[0].reason
        yield replace(one, reason=reason if number == 1 else f"{reason}__{number}")


def _composite_key(properties: list[Mapping[str, Any]]) -> tuple[str, ...]:
    keys = [one for one in properties if one.get("primaryKey")]
    return tuple(one["name"] for one in sorted(keys, key=lambda one: one.get("primaryKeyPosition", -1)))


def _of_table(stated: Mapping[str, Any], reader: Reader) -> list[TableUniqueness]:
    """Take over one `quality` entry of an object, or say why not."""
    where = str(stated.get("name") or stated.get("metric") or stated.get("type", "quality"))
    columns = stated.get("arguments", {}).get("properties", [])
    if stated.get("metric") == "duplicateValues" and allows_no_rows(stated) and columns:
        reason = stated.get("name", "multiple_fields_uniqueness")
        return [TableUniqueness(tuple(columns), reason, custom_of(stated).get(COPIES, "all"))]
    if stated.get("metric") == "rowCount":
        reader.limit(stated, "rows", 1, where)
    elif stated.get("engine") == ENGINE:
        _expectation(stated, where, reader)
    else:
        reader.leave(stated, where)
    return []


def _expectation(stated: Mapping[str, Any], where: str, reader: Reader) -> None:
    """Take over one of our own; kind and arguments become names in a Python file, so they must be names."""
    told = stated.get("implementation")
    settings = told.get("arguments", {}) if isinstance(told, dict) else None
    kind = str(told.get("expectation", "")) if isinstance(told, dict) else ""
    is_ours = isinstance(settings, dict) and re.fullmatch(r"expect_column_values_[a-z_]+", kind)
    if not isinstance(told, dict) or not is_ours or not all(map(_is_argument, settings or {})):
        reader.refuse(where, "it is no expectation on a measure of a batch")
        return
    reader.expectations.append(
        TableExpectation(
            name=where,
            kind=kind,
            measure=str(told.get("measure", "")),
            severity=str(stated.get("severity", "critical")),
            origin=str(told.get("origin", REVIEWED)),
            settings=dict(settings or {}),
        )
    )


def _is_argument(name: str) -> bool:
    return bool(re.fullmatch(r"[a-z][a-z_]*", name)) and name not in SET_BY_US
