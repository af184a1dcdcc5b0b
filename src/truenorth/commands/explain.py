"""`truenorth explain CODE`: the page of a permanent code."""

from __future__ import annotations

from importlib.resources import files

from ..errors import ConfigurationError


def page_of(code: str) -> str:
    """Return the page of `code` as Markdown.

    Raises: ConfigurationError TN-S006 for a code that does not exist.
    """
    pages = files("truenorth") / "rules"
    page = pages / f"{code.upper()}.md"
    if not page.is_file():
        from difflib import get_close_matches

        codes = sorted(entry.name.removesuffix(".md") for entry in pages.iterdir())
        close = get_close_matches(code.upper(), codes, n=1, cutoff=0.8)
        raise ConfigurationError(
            "TN-S006",
            f"there is no code {code!r}",
            mend=f"did you mean {close[0]}?" if close else "codes look like TN-F001",
        )
    return page.read_text(encoding="utf-8")
