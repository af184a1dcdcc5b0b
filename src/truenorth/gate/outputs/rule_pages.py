"""The page of a code, split for tools that show a title, a text and help."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...commands.explain import page_of
from ...errors import ConfigurationError

HEADING = re.compile(r"^# \S+ (?P<title>.+)$", re.MULTILINE)
HAPPENED = re.compile(r"^## What happened\n+(?P<text>.+?)\n+## ", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class RulePage:
    """What is known of a code: `page` is Markdown, empty for a code that another project made up."""

    code: str
    title: str
    happened: str
    page: str


def rule_page(code: str) -> RulePage:
    """Return the page of a code; a project's own code, such as that of its own signal, has a name only."""
    try:
        page = page_of(code)
    except ConfigurationError:
        return RulePage(code, code, code, "")
    title, happened = HEADING.search(page), HAPPENED.search(page)
    return RulePage(code, title["title"] if title else code, happened["text"] if happened else code, page)
