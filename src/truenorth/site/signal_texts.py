"""What a brushing signal says of itself, out of its contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..wording import Words
from ..wording.words import NOTHING, read_words

PREFIX = "sig_"


@dataclass(frozen=True)
class SignalText:
    """A signal in words; an empty field means that the contract does not say."""

    code: str = ""
    title: Words = NOTHING
    question: Words = NOTHING
    grade: str = ""


def signal_texts(contracts: Mapping[str, dict[str, Any]]) -> dict[str, SignalText]:
    """Return the text of each contract that is a signal's, by the signal's name; see `read_contracts`."""
    return {
        name.removeprefix(PREFIX): SignalText(
            code=str(signal.get("code") or ""),
            title=read_words(signal.get("title")),
            question=read_words(signal.get("question")),
            grade=str(signal.get("grade") or ""),
        )
        for name, meta in contracts.items()
        if isinstance(signal := meta.get("signal"), dict)
    }
