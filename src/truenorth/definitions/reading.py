"""Plain YAML values into dataclasses, strictly: a field that nobody knows or a wrong form is refused."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from ..errors import ContractError
from ..wording import Words
from ..wording.words import read_words

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
UNIONS = (types.UnionType, Union)


class _Unfit(Exception):
    """A value has another form than its field asks for; `place` is relative to the contract."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(problem)
        self.place, self.problem = place, problem


class _Unknown(_Unfit):
    """A field that does not exist."""


def stated_fields(kind: type[Any]) -> dict[str, tuple[Field[Any], Any]]:
    """Return the fields that a contract may state, by name, each with its annotated type."""
    hints = get_type_hints(kind, include_extras=True)
    stated = [one for one in fields(kind) if get_origin(hints[one.name]) is Annotated]
    return {one.name: (one, hints[one.name]) for one in stated}


def is_required(one: Field[Any]) -> bool:
    """Whether a contract must state the field."""
    return one.default is MISSING and one.default_factory is MISSING


def read_dataclass(kind: type[Any], value: Any, what: str, where: str, *, own: Mapping[str, Any]) -> Any:
    """Read a mapping into a dataclass whose stated fields are `Annotated`.

    Args:
        what: what is read, for messages; where: its file.
        own: values of fields that are not stated.
    Raises: ContractError TN-M001, TN-M002.
    """
    try:
        return kind(**_values(kind, value, ""), **own)
    except _Unknown as problem:
        code, mend = "TN-M002", "correct the name or take it out"
        raise ContractError(code, f"{what}: {problem.problem}", where=where, mend=mend) from None
    except _Unfit as problem:
        place = f"{problem.place}: " if problem.place else ""
        raise ContractError(
            "TN-M001",
            f"{what}: {place}{problem.problem}",
            where=where,
            mend="write it as the JSON Schema of the metric contract says; see docs/metric-contracts.md",
        ) from None


def _values(kind: type[Any], value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _Unfit(place, "fields are expected here, as `name: value`")
    known = stated_fields(kind)
    for name in value:
        if name not in known:
            close = get_close_matches(str(name), known, n=1, cutoff=0.6)
            hint = f"; did you mean {close[0]}?" if close else f"; known: {', '.join(known)}"
            raise _Unknown(place, f"unknown field {_at(place, str(name))}{hint}")
    for name, (one, _) in known.items():
        if is_required(one) and value.get(name) is None:
            raise _Unfit(place, f"{_at(place, name)} is missing")
    return {
        name: _value(get_args(hint)[0], value[name], _at(place, name))
        for name, (_, hint) in known.items()
        if value.get(name) is not None
    }


def _value(hint: Any, value: Any, place: str) -> Any:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in UNIONS:
        return _value(next(part for part in parts if part is not types.NoneType), value, place)
    if origin is Literal:
        if value in parts and isinstance(value, str):
            return value
        raise _Unfit(place, f"one of {', '.join(parts)} is expected")
    if hint is Words:
        return _words(value, place)
    if origin is tuple and parts[0] is Words:
        return tuple(_words(one, place) for one in _texts(value))
    if origin is tuple:
        if not isinstance(value, list):
            raise _Unfit(place, "a list is expected")
        return tuple(_value(parts[0], one, f"{place}[{number}]") for number, one in enumerate(value))
    if origin is not None:
        if not isinstance(value, Mapping) or not all(isinstance(name, str) and name for name in value):
            raise _Unfit(place, "names with values are expected")
        return {name: _value(parts[1], one, f"{place}.{name}") for name, one in value.items()}
    if isinstance(hint, type) and is_dataclass(hint):
        return hint(**_values(hint, value, place))
    return _scalar(hint, value, place)


def _scalar(hint: Any, value: Any, place: str) -> Any:
    if hint is date:
        return _day(value, place)
    if hint is float:
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf"):
            return float(value)
        raise _Unfit(place, "a number that is not negative is expected")
    if hint is int:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        raise _Unfit(place, "a whole number that is not negative is expected")
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise _Unfit(place, "a text is expected")


def _day(value: Any, place: str) -> date:
    """A day as YAML reads it, or as dbt's manifest writes it."""
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) and DAY.fullmatch(value) else "")
    except ValueError:
        raise _Unfit(place, "a day is expected, as 2026-01-31") from None


def _words(value: Any, place: str) -> Words:
    texts = value if isinstance(value, Mapping) else {"en": value}
    if "en" not in texts or not set(texts) <= {"en", "zh"}:
        raise _Unfit(place, "a text, or `en` and `zh`, is expected")
    if not all(isinstance(text, str) and text.strip() for text in texts.values()):
        raise _Unfit(place, "a text, or `en` and `zh`, is expected")
    return read_words(dict(texts))


def _texts(value: Any) -> list[Any]:
    """One text, a list of texts, or `{en: [...], zh: [...]}` paired up."""
    if isinstance(value, Mapping) and isinstance(value.get("en"), list):
        chinese = value.get("zh")
        if set(value) != {"en", "zh"} or not isinstance(chinese, list) or len(chinese) != len(value["en"]):
            return [value]  # refused as a text
        return [{"en": en, "zh": zh} for en, zh in zip(value["en"], chinese, strict=True)]
    return value if isinstance(value, list) else [value]


def _at(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
