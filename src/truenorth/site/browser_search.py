"""The search index: one entry for everything that has a page or a place on one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..wording import Words
from .rendering import plain_name

Kind = Literal["metric", "source", "signal", "page", "term", "code"]


@dataclass(frozen=True)
class SearchEntry:
    """Something that can be found.

    Attributes:
        href: from the root of the site.
        text: a sentence or two; found, and shown below the title.
        names: what else it is called by: ids, codes, columns.
    """

    href: str
    kind: Kind
    title: Words
    text: Words
    names: tuple[str, ...] = ()


def search_index(entries: Iterable[SearchEntry]) -> str:
    """Return `search-index.js`: a script, because a page that was opened from disk may fetch nothing.

    The browser indexes the texts itself, which takes less time than reading an index of them would.
    """
    listed = [
        {
            "href": entry.href,
            "kind": entry.kind,
            "title_en": plain_name(entry.title.en),
            "title_zh": plain_name(entry.title.zh),
            "text_en": plain_name(entry.text.en),
            "text_zh": plain_name(entry.text.zh),
            "names": " ".join(map(plain_name, entry.names)),
        }
        for entry in entries
    ]
    # ASCII alone: no encoding of the page, and no line separator of Unicode, can end a text
    return f"window.truenorthSearchIndex = {json.dumps(listed, separators=(',', ':'))};\n"
