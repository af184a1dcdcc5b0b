"""A metric's sight, measured anew: does it tell its outcome as it did when it was first judged? D10."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..definitions.contract import load_contracts
from ..definitions.last_run import compiled_by_last_run
from ..definitions.meaning import meaning_of
from ..errors import TruenorthError
from ..project import Project
from .history import judge_history, question_of, read_history
from .intervals import rounded
from .records import Recorded, load_records
from .standing import has_decayed


@dataclass(frozen=True)
class Sight:
    """Rank correlation with the outcome over the later half of history, then and now.

    Attributes:
        definition: hash of the meaning that was measured.
        now: None if it could not be measured; `why` says it.
    """

    metric: str
    definition: str
    at_first: float
    now: float | None
    why: str = ""

    @property
    def has_decayed(self) -> bool:
        return has_decayed(self.at_first, self.now)


def measure_sight(project: Project) -> Iterator[Sight]:
    """Replay history for every metric that was judged, on the last build.

    A metric whose definition has changed since is left out: there is nothing to compare with.
    Raises: EvaluationError TN-E003 if metrics were judged and nothing was built here.
    """
    sql = cache(lambda: compiled_by_last_run(project))
    contracts = load_contracts(project)
    for metric, told in load_records(project).items():
        if not isinstance(told, Recorded) or metric not in contracts:
            continue
        at_first = told.first.get("recent_spearman")
        if at_first is None or meaning_of(contracts[metric], sql()) != told.definition:
            continue
        try:
            question = question_of(project, metric)
            now = rounded(judge_history(question, read_history(project, question)).recent_spearman)
            yield Sight(metric, told.definition, at_first, now)
        except TruenorthError as refusal:
            yield Sight(metric, told.definition, at_first, None, f"{refusal.code} {refusal.what}")
