"""The fields of one reviewed entry, read strictly: nothing unknown, nothing half, the place named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError
from ..wording.words import Words, read_words

NAME = re.compile(r"[a-z][a-z0-9_]*")
DEFINITION = re.compile(r"sha256:[0-9a-f]{64}")
_MISSING = object()


class Fields:
    """One mapping of a reviewed file.

    Args:
        loaded: what YAML gave.
        known: every field that may stand here.
        path: file, for the refusal.
        place: where in it, such as `members[2]`.
        code: code of every refusal.
    """

    def __init__(self, loaded: Any, known: Iterable[str], *, path: Path, place: str, code: str) -> None:
        self.path, self.place, self.code = path, place, code
        known = list(known)
        if not isinstance(loaded, dict):
            raise self.refusal(f"settings are expected: {', '.join(known)}")
        self.loaded: dict[str, Any] = loaded
        for name in loaded:
            if name not in known:
                near = get_close_matches(str(name), known, n=1)
                hint = f"; did you mean `{near[0]}`?" if near else f"; known: {', '.join(known)}"
                raise self.refusal(f"unknown field `{name}`{hint}")

    def refusal(self, problem: str) -> ConfigurationError:
        where = f"{self.path}: {self.place}" if self.place else str(self.path)
        return ConfigurationError(self.code, problem, where=where, mend=f"`truenorth explain {self.code}`")

    def has(self, name: str) -> bool:
        return self.loaded.get(name) is not None

    def text(self, name: str, default: Any = _MISSING) -> str:
        """A text that says something."""
        value = self._value(name, default)
        if not isinstance(value, str) or (not value.strip() and default is _MISSING):
            raise self.refusal(f"`{name}` is a text that says something")
        return value

    def name(self, name: str, default: Any = _MISSING) -> str:
        """A name as files and members have it: small letters, digits, underscores."""
        value = self.text(name, default)
        if value != default and not NAME.fullmatch(value):
            raise self.refusal(f"`{name}` holds small letters, digits and underscores")
        return value

    def names(self, name: str) -> tuple[str, ...]:
        """A list of names, at least one, each once."""
        values = self._value(name, _MISSING)
        if not isinstance(values, list) or not values or len(set(map(str, values))) != len(values):
            raise self.refusal(f"`{name}` is a list of names, each once")
        if not all(isinstance(value, str) and NAME.fullmatch(value) for value in values):
            raise self.refusal(f"`{name}` holds small letters, digits and underscores")
        return tuple(values)

    def choice(self, name: str, choices: Iterable[str], default: Any = _MISSING) -> str:
        value, choices = self._value(name, default), tuple(choices)
        if value not in choices:
            raise self.refusal(f"`{name}` is one of {', '.join(choices)}")
        return str(value)

    def definition(self, name: str) -> str:
        """The hash of what a metric means."""
        value = self._value(name, _MISSING)
        if not isinstance(value, str) or not DEFINITION.fullmatch(value):
            raise self.refusal(f"`{name}` is `sha256:` and 64 hex digits")
        return value

    def day(self, name: str) -> date:
        value = self._value(name, _MISSING)
        # a timestamp is a date to Python, and compares with none
        if type(value) is not date:
            raise self.refusal(f"`{name}` is a date, for example 2027-01-31")
        return value

    def day_or_none(self, name: str) -> date | None:
        return self.day(name) if self.has(name) else None

    def whole(self, name: str, *, least: int) -> int:
        value = self._value(name, _MISSING)
        if type(value) is not int or value < least:
            raise self.refusal(f"`{name}` is a whole number from {least}")
        return value

    def number(self, name: str) -> float:
        value = self._value(name, _MISSING)
        if type(value) not in (int, float) or not isfinite(value):
            raise self.refusal(f"`{name}` is a number")
        return float(value)

    def share(self, name: str, *, most: int = 1) -> Fraction:
        """A share as it is written: 0.6 is three fifths, not its nearest binary fraction."""
        value = self._value(name, _MISSING)
        if type(value) not in (int, float) or not 0 <= value <= most:
            raise self.refusal(f"`{name}` is a number from 0 to {most}")
        return Fraction(str(value))

    def words(self, name: str) -> Words:
        """A text in both languages."""
        words = read_words(self._value(name, _MISSING))
        if not words.en or not words.zh:
            raise self.refusal(f"`{name}` needs `en` and `zh`")
        return words

    def entries(self, name: str, known: Iterable[str], *, least: int = 0) -> list[Fields]:
        """A list of mappings."""
        values = self._value(name, [])
        if not isinstance(values, list) or len(values) < least:
            raise self.refusal(f"`{name}` is a list" + (f" of at least {least}" if least else ""))
        known = list(known)
        return [
            Fields(value, known, path=self.path, place=self._inside(f"{name}[{place}]"), code=self.code)
            for place, value in enumerate(values, start=1)
        ]

    def entry(self, name: str, known: Iterable[str]) -> Fields:
        value = self._value(name, _MISSING)
        return Fields(value, known, path=self.path, place=self._inside(name), code=self.code)

    def require_once(self, what: str, names: Iterable[str]) -> None:
        """Refuse a name that several entries bear; `what` they are, for the message."""
        seen = list(names)
        if twice := next((name for name in seen if seen.count(name) > 1), None):
            raise self.refusal(f"{what} {twice!r} stands here twice")

    def _inside(self, place: str) -> str:
        return f"{self.place}.{place}" if self.place else place

    def _value(self, name: str, default: Any) -> Any:
        value = self.loaded.get(name)
        if value is None:
            if default is _MISSING:
                raise self.refusal(f"`{name}` is missing")
            return default
        return value
