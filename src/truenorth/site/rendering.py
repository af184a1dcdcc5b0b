"""Templates to HTML: everything from outside is text, whatever it looks like."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from .figure_keys import figure_part
from .vocabulary import DIRECTIONS, KINDS, TIERS, VERDICTS, named

if TYPE_CHECKING:
    from jinja2 import Environment


@cache  # compiling the templates costs more than rendering a small site
def environment() -> Environment:
    """Return the templates of the site with their filters."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("truenorth.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["name"] = plain_name
    made.filters["figure_part"] = figure_part
    made.filters["json_block"] = json_block
    made.globals["vocabulary"] = {
        "tier": TIERS,
        "kind": KINDS,
        "verdict": VERDICTS,
        "direction": DIRECTIONS,
    }
    made.globals["named"] = named
    return made


def plain_name(value: object) -> str:
    """Return a name from outside with control and direction marks made visible, so that it cannot pose.

    An override mark in a file's name can make `fdp.exe` read `exe.pdf`; here it prints as `‹U+202E›`.
    """
    return "".join(f"‹U+{ord(char):04X}›" if _poses(char) else char for char in str(value))


def json_block(value: Any) -> str:
    """Return JSON that may stand inside a `<script>` element: no text in it can end the element."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    # Lone surrogates cannot be written as UTF-8; `<`, `>` and `&` mean something to an HTML parser.
    escaped = "".join(
        f"\\u{ord(char):04x}" if char in "<>&\u2028\u2029" or "\ud800" <= char <= "\udfff" else char
        for char in text
    )
    return Markup(escaped)  # nothing that HTML reads is left in it


def _poses(char: str) -> bool:
    # The two joiners are letters' business in Persian, Hindi and emoji, and turn nothing around.
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") and char not in "\u200c\u200d"
