"""A simple regular expression in words; people who vote on metrics do not read patterns."""

from __future__ import annotations

import importlib
import re
from typing import Any

from .words import Lang, join_words

CATEGORIES = {
    "CATEGORY_DIGIT": {"en": "digits", "zh": "数字"},
    "CATEGORY_SPACE": {"en": "blanks", "zh": "空白"},
    "CATEGORY_WORD": {"en": "letters, digits or _", "zh": "字母、数字或_"},
}
RANGES = {
    ("0", "9"): {"en": "digits", "zh": "数字"},
    ("A", "Z"): {"en": "capital letters", "zh": "大写字母"},
    ("a", "z"): {"en": "small letters", "zh": "小写字母"},
}
LETTERS = {"en": "letters", "zh": "字母"}


class _Unclear(Exception):
    """The pattern holds something that has no short name."""


def describe_pattern(pattern: str, lang: Lang) -> str | None:
    """Say what a pattern matches, or None when words would be longer than the pattern is hard.

    `^[AC]?[0-9]{6}$` gives `optionally A or C, then 6 digits`. Whether it is anchored is left to the caller.
    """
    try:
        # The standard library's own parser; its public alias sre_parse is deprecated.
        tree = importlib.import_module("re._parser").parse(pattern)
        said = _sequence(list(tree), lang)
    except (ImportError, re.error, _Unclear, RecursionError):
        return None
    return said if 0 < len(said) <= 300 else None


def _sequence(tokens: list[tuple[Any, Any]], lang: Lang) -> str:
    parts: list[str] = []
    literal = ""
    for kind, value in [*tokens, (None, None)]:
        if str(kind) == "LITERAL":
            literal += chr(value)
            continue
        if literal:
            parts.append(_quoted(literal, lang))
            literal = ""
        if kind is not None and str(kind) != "AT":
            parts.append(_one(str(kind), value, lang))
    return ("，接着" if lang == "zh" else ", then ").join(parts)


def _one(kind: str, value: Any, lang: Lang) -> str:
    if kind == "SUBPATTERN":
        return _sequence(list(value[-1]), lang)
    if kind == "BRANCH":
        forms = [_sequence(list(branch), lang) for branch in value[1]]
        head, tail = ("以下之一：", "；") if lang == "zh" else ("one of these: ", "; ")
        return head + tail.join(forms)
    if kind == "MAX_REPEAT":
        least, most, inner = value
        tokens = list(inner)
        if len(tokens) != 1:
            raise _Unclear
        inner_kind, inner_value = tokens[0]
        return _repeated(least, most, _member(inner_kind, inner_value, lang), lang)
    return _repeated(1, 1, _member(kind, value, lang), lang)


def _member(kind: Any, value: Any, lang: Lang) -> str:
    kind = str(kind)
    if kind == "LITERAL":
        return _quoted(chr(value), lang)
    if kind == "ANY":
        return "任意字符" if lang == "zh" else "characters of any kind"
    if kind != "IN":
        raise _Unclear
    names: list[str] = []
    literals: list[str] = []
    ranges = {(chr(low), chr(high)) for name, (low, high) in _ranges(value)}
    if {("A", "Z"), ("a", "z")} <= ranges:
        ranges -= {("A", "Z"), ("a", "z")}
        names.append(LETTERS[lang])
    for low, high in sorted(ranges):
        names.append(RANGES.get((low, high), {}).get(lang) or f"{low}–{high}")
    for name, item in value:
        if str(name) == "LITERAL":
            literals.append(_quoted(chr(item), lang))
        elif str(name) == "CATEGORY" and str(item) in CATEGORIES:
            names.append(CATEGORIES[str(item)][lang])
        elif str(name) != "RANGE":
            raise _Unclear
    return join_words([*names, *literals], lang, last="or")


def _ranges(members: Any) -> list[tuple[str, tuple[int, int]]]:
    return [(str(name), item) for name, item in members if str(name) == "RANGE"]


def _repeated(least: int, most: int, what: str, lang: Lang) -> str:
    endless = most > 65535
    if (least, most) == (0, 1):
        return f"可有{what}" if lang == "zh" else f"optionally {what}"
    if lang == "zh":
        amount = (
            f"{least}个"
            if least == most
            else f"至少{least}个"
            if endless
            else f"{least}至{most}个"
            if least
            else f"至多{most}个"
        )
        return f"{amount}{what}" if least or not endless else f"任意多个{what}"
    if least == most:
        if least == 1:
            return what if what.startswith("“") and " or " not in what else f"one of {what}"
        return f"{least} {what}"
    if endless:
        return f"{least} or more {what}" if least else f"any number of {what}"
    return f"{least} to {most} {what}" if least else f"up to {most} {what}"


def _quoted(text: str, lang: Lang) -> str:
    return f"“{text}”"
