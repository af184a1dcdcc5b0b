"""JSON Schema (2020-12) of the metric contract, made from its dataclasses; as a program it writes them."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from ..wording import Words
from .contract import MODEL_SETTINGS, MetricContract
from .reading import UNIONS, is_required, stated_fields

DRAFT = "https://json-schema.org/draft/2020-12/schema"
CONTRACT = "metric_contract.schema.json"
FILE = "metric_file.schema.json"
TEXT = {"type": "string", "pattern": "\\S"}
WORDS = {
    "anyOf": [
        TEXT,
        {
            "type": "object",
            "properties": {"en": TEXT, "zh": TEXT},
            "required": ["en"],
            "additionalProperties": False,
        },
    ]
}
TEXTS = {
    "anyOf": [
        {"$ref": "#/$defs/words"},
        {"type": "array", "items": {"$ref": "#/$defs/words"}},
        {
            "type": "object",
            "properties": {
                "en": {"type": "array", "items": TEXT},
                "zh": {"type": "array", "items": TEXT},
            },
            "required": ["en", "zh"],
            "additionalProperties": False,
        },
    ]
}
SCALARS: dict[Any, dict[str, Any]] = {
    str: TEXT,
    int: {"type": "integer", "minimum": 0},
    float: {"type": "number", "minimum": 0},
    date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}


def contract_schema() -> dict[str, Any]:
    """Return the schema of `config.meta.truenorth` of a metric's model."""
    block = _object(MetricContract)
    # other parts of truenorth read these beside a contract, and have their own checks
    block["properties"] |= dict.fromkeys(sorted(MODEL_SETTINGS), True)
    return {
        "$schema": DRAFT,
        "$id": CONTRACT,
        "title": "Metric contract of truenorth",
        "description": "`config.meta.truenorth` of a metric's model; see docs/metric-contracts.md",
        **block,
        "$defs": {"words": WORDS, "texts": TEXTS},
    }


def file_schema() -> dict[str, Any]:
    """Return the schema of a dbt yml that holds metrics: for editors, which check whole files."""
    metric = {
        "if": {"anyOf": [{"required": ["rollup"]}, {"required": ["tier"]}]},
        "then": {"$ref": CONTRACT},
    }
    return {
        "$schema": DRAFT,
        "$id": FILE,
        "title": "dbt models with metric contracts of truenorth",
        "type": "object",
        "properties": {
            "models": {"type": "array", "items": _nested("config", "meta", "truenorth", innermost=metric)}
        },
    }


def write_schemas(folder: Path) -> Iterator[Path]:
    """Write both schemas into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in ((CONTRACT, contract_schema()), (FILE, file_schema())):
        path = folder / name
        path.write_text(f"{json.dumps(schema, indent=2, ensure_ascii=False)}\n", encoding="utf-8")
        yield path


def _object(kind: type[Any]) -> dict[str, Any]:
    known = stated_fields(kind)
    properties = {
        name: {**_schema(get_args(hint)[0]), "description": get_args(hint)[1]}
        for name, (_, hint) in known.items()
    }
    required = [name for name, (one, _) in known.items() if is_required(one)]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _schema(hint: Any) -> dict[str, Any]:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in UNIONS:
        return _schema(next(part for part in parts if part is not types.NoneType))
    if origin is Literal:
        return {"enum": list(parts)}
    if hint is Words:
        return {"$ref": "#/$defs/words"}
    if origin is tuple and parts[0] is Words:
        return {"$ref": "#/$defs/texts"}
    if origin is tuple:
        return {"type": "array", "items": _schema(parts[0])}
    if origin is not None:
        return {
            "type": "object",
            "additionalProperties": _schema(parts[1]),
            "propertyNames": {"minLength": 1},
        }
    if isinstance(hint, type) and is_dataclass(hint):
        return _object(hint)
    return dict(SCALARS[hint])


def _nested(*names: str, innermost: dict[str, Any]) -> dict[str, Any]:
    for name in reversed(names):
        innermost = {"type": "object", "properties": {name: innermost}}
    return innermost


if __name__ == "__main__":
    for written in write_schemas(Path(str(files("truenorth") / "schemas"))):
        print(written)
