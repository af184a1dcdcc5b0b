"""What is wrong with the committee's affairs: one list for the gate, the command and the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..wording.words import Words

Grade = Literal["gate", "warning"]


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be.

    Attributes:
        grade: a `gate` stops a build that demands approval; a `warning` is shown.
        metrics: that it is about, in alphabetical order.
    """

    code: str
    grade: Grade
    said: Words
    metrics: tuple[str, ...] = ()
