"""What a metric says of itself: `config.meta.truenorth` of its model, read from dbt's manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
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


def read_metric_texts(manifest: Path) -> dict[str, MetricText] | None:
    """Read every model's metric contract by model name; None if there is no readable manifest."""
    try:
        nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    texts: dict[str, MetricText] = {}
    for node in nodes.values():
        meta = ((node.get("config") or {}).get("meta") or {}).get("truenorth")
        if node.get("resource_type") == "model" and isinstance(meta, dict) and "question" in meta:
            texts[str(node["name"])] = _metric_text(meta)
    return texts


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
