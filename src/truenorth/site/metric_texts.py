"""What a metric says of itself, out of its contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..wording import Words
from ..wording.words import NOTHING, read_words


@dataclass(frozen=True)
class MetricText:
    """A metric in words; an empty field means that the contract does not say.

    Attributes:
        good_direction: `up`, `down` or empty.
        currency: ISO 4217 code for a metric whose unit is `currency`; empty leaves its numbers plain.
    """

    title: Words = NOTHING
    question: Words = NOTHING
    formula: Words = NOTHING
    cannot_see: tuple[Words, ...] = ()
    gaming_incentives: tuple[Words, ...] = ()
    good_direction: str = ""
    currency: str = ""


def metric_texts(contracts: Mapping[str, dict[str, Any]]) -> dict[str, MetricText]:
    """Return the text of each contract that is a metric's, by name; see `read_contracts`."""
    return {name: _metric_text(meta) for name, meta in contracts.items() if "question" in meta}


def _metric_text(meta: dict[str, Any]) -> MetricText:
    return MetricText(
        title=read_words(meta.get("title")),
        question=read_words(meta.get("question")),
        formula=read_words(meta.get("formula")),
        cannot_see=_listed(meta.get("cannot_see")),
        gaming_incentives=_listed(meta.get("gaming_incentives")),
        good_direction=str(meta.get("good_direction") or ""),
        currency=str(meta.get("currency") or ""),
    )


def _listed(value: Any) -> tuple[Words, ...]:
    """A text or a list of texts, in either form of `read_words`; `{en: [...], zh: [...]}` is paired up."""
    if isinstance(value, dict) and isinstance(value.get("en"), list):
        chinese = value.get("zh") if isinstance(value.get("zh"), list) else []
        padded = [*(chinese or []), *[""] * len(value["en"])]
        return tuple(read_words({"en": en, "zh": zh}) for en, zh in zip(value["en"], padded, strict=False))
    items = value if isinstance(value, list) else [value]
    return tuple(words for words in map(read_words, items) if words)
