"""YAML as contracts need it: no duplicate keys, no aliases that explode, no tags, `NO` stays a text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .errors import ConfigurationError

MAX_BYTES = 1_000_000
MAX_DEPTH = 50  # the scanner takes quadratic time below it


def load_yaml(path: Path) -> Any:
    """Read one YAML 1.2 document strictly.

    Returns: plain dicts, lists and scalars; an empty file gives `{}`.
    Raises: ConfigurationError TN-S001 naming file and line.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    reader = YAML(typ="safe", pure=True)
    reader.allow_duplicate_keys = False
    text = _text(path)
    try:
        depth = 0
        for token in reader.scan(text):
            kind = type(token).__name__
            depth += kind.endswith("StartToken") - kind.endswith("EndToken")
            if depth > MAX_DEPTH:
                line = token.start_mark.line + 1
                raise _refuse("values are nested too deeply", f"{path}:{line}", "write them flat")
            # a %YAML 1.1 directive would turn NO into false
            if kind in ("AliasToken", "AnchorToken", "TagToken", "DirectiveToken"):
                raise _refuse(
                    "anchors, aliases, tags and directives are not read in contracts",
                    f"{path}:{token.start_mark.line + 1}",
                    "write the value out",
                )
        loaded = reader.load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise _refuse(f"not valid YAML: {problem}", f"{path}{line}", "correct the line") from error
    return {} if loaded is None else loaded


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        problem = f"the file cannot be read: {error.strerror}"
        raise _refuse(problem, str(path), "check that it is there and may be read") from error
    if len(content) > MAX_BYTES:
        raise _refuse("the file is larger than 1 MB", str(path), "split it")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refuse("the file is not UTF-8", f"{path}:{line}", "save it as UTF-8") from error


def _refuse(what: str, where: str, mend: str) -> ConfigurationError:
    return ConfigurationError("TN-S001", what, where=where, mend=mend)
