"""One text in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Lang = Literal["en", "zh"]


@dataclass(frozen=True)
class Words:
    """A text in English and in Chinese; an empty `zh` means that nobody has translated it yet."""

    en: str
    zh: str = ""

    def say(self, lang: Lang) -> str:
        """Return the text in `lang`, or the English one where the translation is missing."""
        return (self.zh or self.en) if lang == "zh" else self.en

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)


NOTHING = Words("")


def read_words(value: Any) -> Words:
    """Read a text that a contract gives as one string or as `{en: ..., zh: ...}`."""
    if isinstance(value, dict):
        english, chinese = value.get("en"), value.get("zh")
        return Words(_clean(english or chinese), _clean(chinese))
    return Words(_clean(value))


def join_words(items: Sequence[str], lang: Lang, *, last: Literal["and", "or"] = "and") -> str:
    """Join a list as a sentence does: `a, b and c`; in Chinese `a、b和c`."""
    if len(items) < 2:
        return "".join(items)
    if lang == "zh":
        return "、".join(items[:-1]) + ("和" if last == "and" else "或") + items[-1]
    return ", ".join(items[:-1]) + f" {last} {items[-1]}"


def _clean(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())
