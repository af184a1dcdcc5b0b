"""Writing what the committee keeps: a file is made once, whole, and never written over."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError


def as_yaml(content: Mapping[str, Any]) -> str:
    """Return plain YAML, in the order of `content`, one line a text."""
    from ruamel.yaml import YAML

    writer = YAML(typ="rt")
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.width = 4096  # a review sees one change as one line
    writer.representer.ignore_aliases = lambda *_: True  # contracts are read without them
    buffer = io.StringIO()
    writer.dump(dict(content), buffer)
    return buffer.getvalue()


def write_new(path: Path, text: str) -> Path:
    """Write a file that must not be there yet; readers see nothing or all of it.

    Raises: ConfigurationError TN-G014 if it is there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        draft.write_text(text, encoding="utf-8")
        os.link(draft, path)  # unlike a rename, refuses to replace
    except FileExistsError as error:
        raise refused(
            "this file is there already", str(path), "nothing to do, or take it out first"
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return path


def refused(what: str, where: str, mend: str) -> ConfigurationError:
    """The refusal of a committee command that would write nothing sensible."""
    return ConfigurationError("TN-G014", what, where=where, mend=mend)
