"""Names that other people chose, made harmless on a screen and in the log of a CI runner."""

from __future__ import annotations

import re
import unicodedata

HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Unicode categories that are not seen: controls, marks of direction, halves of characters, separators."""

BREAKS = re.compile(r"[ \t\r\n]+")
JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji are written with them

# GitHub's runner obeys a line that begins with `::`, and `##[` anywhere; Azure's agent `##vso[` anywhere.
RUNNER_MARKS = ((re.compile(r"#(?=#)"), "# "), (re.compile(r":(?=:)"), ": "))


def tame(text: str) -> str:
    """Return `text` as one line whose every character is seen and which no CI runner takes for a command."""
    seen = BREAKS.sub(" ", text).strip(" ")
    if not seen.isprintable():
        seen = "".join(one if one.isprintable() or _is_seen(one) else _spelled(one) for one in seen)
    for mark, apart in RUNNER_MARKS:
        seen = mark.sub(apart, seen)
    return seen


def clip(text: str, most: int) -> str:
    """Return at most `most` characters of `text`; a cut one ends with an ellipsis."""
    return text if len(text) <= most else text[: most - 1] + "…"


def spell_marks(dumped: str) -> str:
    """Return the same JSON document without a mark that Azure's agent would obey when it is printed.

    In JSON two number signs stand side by side only within a string, where one may be spelled.
    """
    return dumped.replace("##", "#\\u0023")


def _is_seen(one: str) -> bool:
    code = ord(one)
    is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return one in JOINERS or not (is_noncharacter or unicodedata.category(one) in HIDDEN)


def _spelled(one: str) -> str:
    return f"\\u{ord(one):04x}"
