"""`committee/decisions.csv`: what an expert said, what a model said, what was done and who was right. D12.

Optional. It also tells how many decisions were taken without data: the charter keeps a share of them free
(D13, F3). Both are reports; neither is ever a gate.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from ..detect.exact_rates import exact_lower, exact_upper
from ..errors import ConfigurationError
from ..project import Project
from .places import decisions_of

COLUMNS = ("decided_on", "subject", "basis", "expert", "model", "chosen", "outcome")
BASES = ("data", "judgement")


@dataclass(frozen=True)
class Decision:
    """One decision.

    Attributes:
        basis: `judgement` if it was taken without data.
        expert, model: what each advised; empty: was not asked.
        outcome: what turned out to be right; empty: not known yet.
    """

    decided_on: date
    subject: str
    basis: Literal["data", "judgement"]
    expert: str
    model: str
    chosen: str
    outcome: str


@dataclass(frozen=True)
class Share:
    """A share of `of`, with exact limits of a 90 % interval (Clopper and Pearson)."""

    count: int
    of: int

    @property
    def low(self) -> float:
        return exact_lower(self.count, self.of)

    @property
    def high(self) -> float:
        return exact_upper(self.count, self.of)


@dataclass(frozen=True)
class Score:
    """What the log says: decisions without data, and how often each adviser was right."""

    judgement: Share
    expert: Share
    model: Share
    chosen: Share


def load_decisions(project: Project) -> list[Decision]:
    """Read the log in its order; a project without one has no decisions.

    Raises: ConfigurationError TN-G007 naming the line.
    """
    path = decisions_of(project)
    if not path.is_file():
        return []
    try:
        lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _refusal(path, 1, "the file is no CSV in UTF-8") from error
    if not lines or tuple(lines[0]) != COLUMNS:
        raise _refusal(path, 1, f"the columns are {', '.join(COLUMNS)}")
    return [_decision(path, number, cells) for number, cells in enumerate(lines[1:], start=2)]


def score(decisions: Sequence[Decision]) -> Score:
    """Count; an adviser is judged only where he was asked and the outcome is known."""
    known = [one for one in decisions if one.outcome]
    return Score(
        judgement=Share(sum(one.basis == "judgement" for one in decisions), len(decisions)),
        expert=_right([(one.expert, one.outcome) for one in known]),
        model=_right([(one.model, one.outcome) for one in known]),
        chosen=_right([(one.chosen, one.outcome) for one in known]),
    )


def _right(pairs: Sequence[tuple[str, str]]) -> Share:
    asked = [(said, outcome) for said, outcome in pairs if said]
    return Share(sum(said == outcome for said, outcome in asked), len(asked))


def _decision(path: Path, number: int, cells: list[str]) -> Decision:
    if len(cells) != len(COLUMNS):
        raise _refusal(path, number, f"{len(COLUMNS)} cells are expected")
    row = dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=True))
    try:
        day = date.fromisoformat(row.pop("decided_on"))
    except ValueError:
        raise _refusal(path, number, "`decided_on` is a date, for example 2027-01-31") from None
    if row["basis"] not in BASES:
        raise _refusal(path, number, f"`basis` is one of {', '.join(BASES)}")
    for name in ("subject", "chosen"):
        if not row[name]:
            raise _refusal(path, number, f"`{name}` is empty")
    basis: Literal["data", "judgement"] = "data" if row.pop("basis") == "data" else "judgement"
    return Decision(decided_on=day, basis=basis, **row)


def _refusal(path: Path, number: int, problem: str) -> ConfigurationError:
    return ConfigurationError(
        "TN-G007", problem, where=f"{path}:{number}", mend="`truenorth explain TN-G007` shows a whole file"
    )
