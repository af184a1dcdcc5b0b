"""A table of contracts as the Python files in which a project keeps them.

Texts of the document stand in the files as literals only, and names only where they are names of Python: what
somebody else wrote is never run.
"""

from __future__ import annotations

import keyword
import re
from typing import Any

from .literals import INDENT, call, docstring, literal
from .table import Table, TableColumn, TableExpectation
from .types import python_type

USED = {"pa", "pl", "str", "bool", "date", "datetime", "Decimal", "Optional", "Config"}


def row_contract_text(table: Table) -> str:
    """Return `expectations/rows/<source>.py`."""
    fields = [_field(one, number) for number, one in enumerate(table.columns)]
    text = "\n".join([*fields, "", *_config(table)])
    imports = ["from datetime import date, datetime"] if re.search(r"\b(date|datetime)\(", text) else []
    imports += ["from decimal import Decimal"] if "Decimal('" in text else []
    imports += ["from typing import Optional"] if "Optional[" in text else []
    head = "\n".join([*imports, ""]) + "\n" if imports else ""
    polars = "import polars as pl\n" if "pl." in text else ""
    parts = [
        docstring(f"What one row of {table.name} must be."),
        "",
        head + f"import pandera.polars as pa\n{polars}",
        "",
        f"class {_class_name(table.name)}(pa.DataFrameModel):",
        INDENT + docstring(table.description),
        "",
        text,
    ]
    return "\n".join(parts) + "\n"


def batch_suite_text(table: Table) -> str:
    """Return `expectations/batches/<source>.py`."""
    history = f"HISTORY_LENGTH = {table.history_length!r}\n\n\n" if table.history_length is not None else "\n"
    listed = "\n".join(_expectation(one) for one in table.expectations)
    title = docstring(f"How a delivery of {table.name} must look; a column of the suite is a measure of it.")
    gxe = "import great_expectations.expectations as gxe\n" if listed else ""
    return (
        f"{title}\n\nimport great_expectations as gx\n{gxe}\n{history}"
        "def suite() -> gx.ExpectationSuite:\n"
        "    return gx.ExpectationSuite(\n"
        f"        name={literal(table.name, 2)},\n        expectations=[\n{listed}\n        ],\n    )\n"
    )


def expectation_class(kind: str) -> str:
    """Return Great Expectations' name of a class: `expect_a_b` is `ExpectAB`."""
    return "".join(part.capitalize() for part in kind.split("_"))


def _field(column: TableColumn, number: int) -> str:
    is_name = _is_free(column.name)
    arguments: dict[str, Any] = {} if is_name else {"alias": column.name}
    arguments |= {name: _as_field(name, value) for name, value in column.rules.items()}
    arguments |= {name: True for name in ("nullable", "unique") if getattr(column, name)}
    arguments |= {"title": column.title} if column.title else {}
    arguments |= {"description": column.description} if column.description else {}
    arguments |= {"metadata": {"reasons": dict(column.reasons)}} if column.reasons else {}
    kind = python_type(column.dtype)
    annotation = f"Optional[{kind}]" if column.may_be_missing else kind
    name = column.name if is_name else f"column_{number}"
    return f"{INDENT}{name}: {annotation}" + (f" = {call('pa.Field', arguments, 1)}" if arguments else "")


def _is_free(name: str) -> bool:
    """Whether a column's name can be an attribute of the model without hiding what the file needs."""
    from pandera.polars import DataFrameModel

    is_own = hasattr(DataFrameModel, name) or name in USED
    return name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("_") and not is_own


def _as_field(name: str, value: Any) -> Any:
    return dict(value) if name in ("in_range", "str_length") else value


def _config(table: Table) -> list[str]:
    reasons = sorted({one.reason for one in table.uniqueness})
    metadata: dict[str, Any] = {}
    if reasons and reasons[0] != "multiple_fields_uniqueness":
        metadata["reasons"] = {"multiple_fields_uniqueness": reasons[0]}
    if table.uniqueness:
        metadata["unique_policy"] = table.uniqueness[0].policy
    if table.chinese:
        metadata["zh"] = dict(table.chinese)
    keys = [list(one.columns) for one in table.uniqueness]
    settings: dict[str, Any] = {"coerce": all(one.coerce for one in table.columns), "strict": table.strict}
    settings |= {"unique": keys[0] if len(keys) == 1 else keys} if keys else {}
    settings |= {"metadata": metadata} if metadata else {}
    return [
        f"{INDENT}class Config:",
        *(f"{INDENT * 2}{name} = {literal(value, 2)}" for name, value in settings.items()),
    ]


def _expectation(one: TableExpectation) -> str:
    arguments = {
        "column": one.measure,
        **one.settings,
        "severity": one.severity,
        "meta": {"name": one.name, "origin": one.origin},
    }
    return f"{INDENT * 3}{call(f'gxe.{expectation_class(one.kind)}', arguments, 3)},"


def _class_name(source: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in source.split("_") if part) or "Rows"
