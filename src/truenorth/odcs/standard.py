"""Documents of the standard: read strictly, and held against its own JSON Schema."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError
from ..strict_yaml import load_yaml

SCHEMA = Path(__file__).parents[1] / "schemas" / "odcs-3.1.0.schema.json"


def read_document(path: Path) -> dict[str, Any]:
    """Return an ODCS 3 document.

    Raises: ConfigurationError TN-S001 (no strict YAML), TN-H041 (it breaks the standard, with the place).
    """
    if not path.is_file():
        raise wrong(path, "there is no such file")
    document = _plain(load_yaml(path))
    fault = fault_of(document)
    if fault:
        raise wrong(path, fault)
    if not str(document["apiVersion"]).startswith("v3."):
        raise wrong(path, f"it is written in {document['apiVersion']}; v3 is read")
    return dict(document)


def fault_of(document: Any) -> str:
    """Return the first place at which a document breaks the standard's schema, empty if it keeps it."""
    import jsonschema

    validator = jsonschema.Draft201909Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    worst = jsonschema.exceptions.best_match(validator.iter_errors(document))
    return "" if worst is None else f"{worst.json_path}: {worst.message[:200]}"


def wrong(path: Path, what: str) -> ConfigurationError:
    """The refusal of a document that is none."""
    return ConfigurationError(
        "TN-H041",
        f"this is no contract of ODCS 3: {what}",
        where=str(path),
        mend="correct it; `truenorth explain TN-H041` says what is read",
    )


def unclear(path: Path, what: str, mend: str) -> ConfigurationError:
    """The refusal of a document of which it is not clear what to take."""
    return ConfigurationError("TN-H043", f"{what}; nothing was written", where=str(path), mend=mend)


def _plain(content: Any) -> Any:
    """Days and times that YAML reads as such are texts in the standard."""
    if isinstance(content, dict):
        return {str(name): _plain(value) for name, value in content.items()}
    if isinstance(content, list):
        return [_plain(one) for one in content]
    return content.isoformat() if isinstance(content, date) else content
