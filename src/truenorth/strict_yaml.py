"""YAML as contracts need it: no duplicate keys, no aliases that explode, no tags, `NO` stays a text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .errors import ConfigurationError

MAX_BYTES = 1_000_000


def load_yaml(path: Path) -> Any:
    """Read one YAML 1.2 document strictly.

    Returns: plain dicts, lists and scalars; an empty file gives `{}`.
    Raises: ConfigurationError TN-S001 naming file and line.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    text = path.read_text(encoding="utf-8")
    if len(text) > MAX_BYTES:
        raise ConfigurationError("TN-S001", "the file is larger than 1 MB", where=str(path), mend="split it")
    reader = YAML(typ="safe", pure=True)
    reader.allow_duplicate_keys = False
    try:
        for token in reader.scan(text):
            kind = type(token).__name__
            if kind in ("AliasToken", "AnchorToken", "TagToken"):
                raise ConfigurationError(
                    "TN-S001",
                    "anchors, aliases and tags are not read in contracts",
                    where=f"{path}:{token.start_mark.line + 1}",
                    mend="write the value out",
                )
        loaded = reader.load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise ConfigurationError(
            "TN-S001", f"not valid YAML: {problem}", where=f"{path}{line}", mend="correct the line"
        ) from error
    return {} if loaded is None else loaded
