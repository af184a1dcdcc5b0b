"""The glossary: `glossary.yml` beside this file, read strictly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from ..strict_yaml import load_yaml
from ..wording import Words
from ..wording.words import read_words


@dataclass(frozen=True)
class Term:
    """One word; `key` is its place on the page."""

    key: str
    name: Words
    meaning: Words


@dataclass(frozen=True)
class Glossary:
    """Terms of truenorth, and tools of others that people ask about (system H14)."""

    terms: tuple[Term, ...]
    tools: tuple[Term, ...]


@cache
def read_glossary() -> Glossary:
    """Return the glossary in its written order."""
    with as_file(files("truenorth.site") / "glossary.yml") as path:
        loaded = load_yaml(path)
    terms, tools = (
        tuple(Term(one["key"], read_words(one["name"]), read_words(one["meaning"])) for one in loaded[part])
        for part in ("terms", "tools")
    )
    return Glossary(terms, tools)
