"""One thing that the gate has to say, and how bad it is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from ..wording.words import Words

Grade = Literal["fail", "unknown", "warn", "note"]
"""`fail` and `unknown` keep a change out; `warn` is for people; `note` is told and counts for nothing."""

GRADES: tuple[Grade, ...] = ("fail", "unknown", "warn", "note")  # worst first

Check = Literal[
    "contracts",
    "definitions",
    "lint",
    "votes",
    "calibration",
    "build",
    "batch",
    "values",
    "detection",
    "limits",
    "compliance",
    "waivers",
]
CHECKS: tuple[Check, ...] = (
    "build",
    "batch",
    "contracts",
    "definitions",
    "lint",
    "votes",
    "values",
    "limits",
    "compliance",
    "detection",
    "calibration",
    "waivers",
)
"""What the gate asks, in the order in which it is told where grades are equal."""


@dataclass(frozen=True)
class Place:
    """Where to change it: a file relative to the repository, and its line from 1 where one is known."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True)
class GateFinding:
    """One thing that the gate found.

    Attributes:
        code: permanent code; `truenorth explain` shows its page.
        subject: what it is about: a metric, a source, a signal, a batch; never a person.
        key: tells two findings of one code and subject apart (a column, a check id, a slice); no line number
            and no figure, so that the finding keeps its fingerprint while the file around it moves.
        said: what is wrong, one sentence; mend: the next thing to do.
        waived: id of the waiver that covers it.
        is_known: the baseline knows it (`--new-only`).
    """

    check: Check
    grade: Grade
    code: str
    subject: str
    said: Words
    mend: Words
    place: Place | None = None
    key: str = ""
    waived: str | None = None
    is_known: bool = False

    @property
    def fingerprint(self) -> str:
        """Hex digest that stays the same as long as it is the same thing: waivers and baselines name it."""
        parts = (self.check, self.code, self.subject, self.key)
        text = "\x1f".join(parts).encode("utf-8", "surrogatepass")  # a file name need not be text
        return hashlib.sha256(text).hexdigest()[:16]

    @property
    def counts(self) -> bool:
        """Whether it keeps the change out."""
        return self.grade in ("fail", "unknown") and self.waived is None and not self.is_known

    def as_json(self) -> dict[str, Any]:
        return {
            "fingerprint": self.fingerprint,
            "check": self.check,
            "grade": self.grade,
            "code": self.code,
            "subject": self.subject,
            "key": self.key,
            "said": {"en": self.said.en, "zh": self.said.zh},
            "mend": {"en": self.mend.en, "zh": self.mend.zh},
            "place": self.place and {"file": self.place.file, "line": self.place.line},
            "waived": self.waived,
            "known": self.is_known,
        }
