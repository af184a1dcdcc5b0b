"""Admission of a metric in four dimensions (C2); each is measured here or unknown, never typed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..dbt import Progress
from ..errors import TruenorthError
from ..project import Project
from .backtest import Backtest
from .blindspot import REPEATS, BlindSpot, blind_spot
from .built import Built
from .experiments import Operability
from .history import judge_history, question_of, read_history
from .marks import Mark, worst
from .operability import operability
from .stress import SHARES, Stress, stress

if TYPE_CHECKING:
    from collections.abc import Mapping

DIMENSIONS = ("relevance", "operability", "resistance", "long_term")


@dataclass(frozen=True)
class Admission:
    """What one judgement of a metric measured.

    Attributes:
        batches: beginnings of the ids of the batches that the figures rest on.
        definition: hash of the meaning that was judged.
        missing: why a measurement could not be made, by its name.
    """

    metric: str
    measured_at: datetime
    definition: str
    batches: tuple[str, ...]
    backtest: Backtest | None
    operability: Operability | None
    stress: Stress | None
    blind_spot: BlindSpot | None
    missing: Mapping[str, str] = field(default_factory=dict)

    @property
    def marks(self) -> dict[str, Mark]:
        """One answer for each dimension; what was not measured is unknown."""
        return {
            "relevance": self.backtest.relevance if self.backtest else Mark.UNKNOWN,
            "operability": self.operability.mark if self.operability else Mark.UNKNOWN,
            "resistance": worst(
                [one.mark if one else Mark.UNKNOWN for one in (self.stress, self.blind_spot)]
            ),
            "long_term": self.backtest.foresight if self.backtest else Mark.UNKNOWN,
        }

    @property
    def verdict(self) -> Mark:
        return worst(list(self.marks.values()))

    def measured(self) -> dict[str, Any]:
        """Return every figure, by the name of the measurement."""
        parts = {
            "backtest": self.backtest,
            "operability": self.operability,
            "stress": self.stress,
            "blind_spot": self.blind_spot,
        }
        return {name: part.as_json() for name, part in parts.items() if part is not None}


def judge(
    project: Project,
    metric: str,
    *,
    now: datetime,
    shares: Sequence[float] = SHARES,
    seeds: int = 3,
    repeats: int = REPEATS,
    on_progress: Callable[[Progress], None],
    on_message: Callable[[str], None],
) -> Admission:
    """Measure all four dimensions of a metric on the last build.

    A measurement that cannot be made leaves its dimension unknown, with the reason.
    Raises: EvaluationError TN-E003 (nothing built); ConfigurationError TN-J001 and those of the definition.
    """
    from ..definitions.meaning import meaning_hash
    from .provenance import batches_of

    Built.of(project)
    definition = meaning_hash(project, metric)
    missing: dict[str, str] = {}

    def tried(name: str, measure: Callable[[], Any]) -> Any:
        try:
            return measure()
        except TruenorthError as refusal:
            missing[name] = f"{refusal.code} {refusal.what}"
            return None

    def replayed() -> Backtest:
        question = question_of(project, metric)
        return judge_history(question, read_history(project, question))

    return Admission(
        metric=metric,
        measured_at=now,
        definition=definition,
        batches=batches_of(project),
        backtest=tried("backtest", replayed),
        operability=tried("operability", lambda: operability(project, metric)),
        blind_spot=tried("blind_spot", lambda: blind_spot(project, metric, repeats=repeats)),
        stress=tried(
            "stress",
            lambda: stress(
                project, metric, shares=shares, seeds=seeds, on_progress=on_progress, on_message=on_message
            ),
        ),
        missing=missing,
    )
