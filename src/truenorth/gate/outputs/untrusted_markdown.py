"""Text that other people wrote, as Markdown that shows it and does nothing else."""

from __future__ import annotations

import re

from .taming import clip, tame

# As entities these are never marks of Markdown or HTML; `|` would end a cell even within code.
MARKS = {ord(one): f"&#{ord(one)};" for one in "\\`*{}[]<>|~$&"}
UNDERSCORE = re.compile(r"(?<![a-z0-9])_|_(?![a-z0-9])", re.IGNORECASE)  # within a word it marks nothing

# GitHub and Azure read these after Markdown, in the text that remains: a person, an issue, a pull request,
# a web address. A space of no width behind them calls nobody and links nothing.
CALLS = re.compile(r"[@#!]|:(?=//)|\bwww(?=\.)|\bgh(?=-\d)", re.IGNORECASE)
NO_WIDTH = "\u200b"


def escape(text: str, most: int) -> str:
    """Return `text`, cut to `most` characters, for a cell or for a line that begins with a word of ours."""
    short = clip(text, 4 * most)  # a name may be a megabyte; what is left is long enough if spaces are folded
    quiet = CALLS.sub(rf"\g<0>{NO_WIDTH}", clip(tame(short), most))
    return UNDERSCORE.sub(f"&#{ord('_')};", quiet.translate(MARKS))
