"""File names of pages: readable where a name allows it, safe and unique whatever a name holds."""

from __future__ import annotations

import hashlib
import re

PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)
MARKED = re.compile(r"-[0-9a-f]{12}\Z", re.ASCII)
# Windows gives these to devices, with any suffix; `index` would stand for its whole folder on a web server.
TAKEN = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9]|index)\Z", re.ASCII)


def page_name(name: str) -> str:
    """Return a file name without suffix for a metric or source; the same name always gives the same one.

    A lower-case name is kept. Any other is cut down to its plain letters and marked with a digest, and so is
    one that could be taken for such a marked name: two names never meet, on no file system.
    """
    if PLAIN.fullmatch(name) and not MARKED.search(name) and not TAKEN.match(name):
        return name
    readable = re.sub(r"[^a-z0-9_]+", "-", name.lower().encode("ascii", "ignore").decode()).strip("-_")
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{readable[:40] or 'name'}-{digest}"


def metric_page(name: str) -> str:
    """Return where the page of a metric lies, from the root of the site."""
    return f"metrics/{page_name(name)}.html"


def source_page(name: str) -> str:
    """Return where the page of a source lies, from the root of the site."""
    return f"sources/{page_name(name)}.html"
