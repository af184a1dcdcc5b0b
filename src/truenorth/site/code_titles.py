"""The permanent codes by their titles, as `truenorth explain` has them at length."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ..wording import Words

CHINESE = "## 中文"


@cache
def code_titles() -> Mapping[str, Words]:
    """Return each code with its English title and the first sentence of its Chinese page, by code."""
    pages = (files("truenorth") / "rules").iterdir()
    titles = {}
    for page in sorted(pages, key=lambda entry: entry.name):
        code, text = page.name.removesuffix(".md"), page.read_text(encoding="utf-8")
        title = text.partition("\n")[0].removeprefix(f"# {code}").strip()
        chinese = text.partition(CHINESE)[2].strip().partition("。")[0]
        titles[code] = Words(title, " ".join(chinese.replace("`", "").split()))
    return titles
