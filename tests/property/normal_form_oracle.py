"""The normal form of a comment, told a second time in Python: what the SQL macro is tested against."""

from __future__ import annotations

import string
import unicodedata
from itertools import groupby

WIDE = {ord(letter) + 0xFEE0: letter for letter in string.ascii_letters + string.digits}
# drawn alike: Cyrillic, then Greek; the last sigma of a word is a sigma
ALIKE = str.maketrans("аеорсухіјѕһԁԛԝвкмнт" + "αορνικτυχς", "aeopcyxijshdqwbkmht" + "aopviktuxσ")
CHINESE_NUMERALS = set("零〇一二两三四五六七八九十百千万亿")


def normal_form(text: str) -> str:
    """Letters and numbers alone, folded; every number one 0; no character twice in a row."""
    folded = "".join(map(_lowered, text.translate(WIDE))).translate(ALIKE)
    kept = "".join("0" if _is_number(letter) else letter for letter in folded if _is_kept(letter))
    return "".join(letter for letter, _ in groupby(kept))


def _lowered(letter: str) -> str:
    # in a whole text Python would look at the neighbours of a sigma
    return letter.lower()


def _is_number(letter: str) -> bool:
    return unicodedata.category(letter).startswith("N") or letter in CHINESE_NUMERALS


def _is_kept(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LN"
