"""How much of a permuted history the signals flagged, where nobody acts together."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from ..errors import EvaluationError
from ..identifiers import quote_literal

if TYPE_CHECKING:
    import duckdb

    from ..dbt import Relation

ANY = "any"


@dataclass(frozen=True)
class Flagged:
    """Counts over one or more permutations.

    Attributes:
        cases, events, actors: distinct ones that a signal flagged.
        all_events, all_actors: those that there were to flag.
    """

    cases: int
    events: int
    actors: int
    all_events: int
    all_actors: int

    def __add__(self, other: Flagged) -> Flagged:
        mine, theirs = ([getattr(one, field.name) for field in fields(Flagged)] for one in (self, other))
        return Flagged(*(a + b for a, b in zip(mine, theirs, strict=True)))

    @property
    def event_rate(self) -> float:
        return self.events / self.all_events

    @property
    def actor_rate(self) -> float:
        return self.actors / self.all_actors

    def as_json(self) -> dict[str, float]:
        counts = {field.name: getattr(self, field.name) for field in fields(Flagged)}
        return {**counts, "event_rate": self.event_rate, "actor_rate": self.actor_rate}


def count_flagged(
    con: duckdb.DuckDBPyConnection, signals: dict[str, Relation], interactions: str
) -> dict[str, Flagged]:
    """Count what each signal flagged, and `any` of them together.

    Args:
        con: open scratch database that holds the signals.
        interactions: quoted name of canonical_interactions.
    Raises: EvaluationError TN-D020 if there is no interaction.
    """
    [(events, actors)] = con.execute(
        f"select count(*), count(distinct actor_id) from {interactions}"
    ).fetchall()
    if not events or not actors:
        raise EvaluationError(
            "TN-D020", "there is no interaction to permute", mend="run `truenorth build` first"
        )
    arms = " union all ".join(
        f"select {quote_literal(name)} as signal, case_id, subject_type, subject_id, actor_id"
        f" from {relation.sql}"
        for name, relation in signals.items()
    )
    counts = """
        count(distinct case_id), count(distinct subject_id) filter (subject_type = 'interaction'),
        count(distinct actor_id)
    """
    found = con.execute(
        f"with found as ({arms}) select signal, {counts} from found group by signal"
        f" union all select {quote_literal(ANY)}, {counts} from found"
    ).fetchall()
    flagged = {name: Flagged(cases, seen, people, events, actors) for name, cases, seen, people in found}
    nothing = Flagged(0, 0, 0, events, actors)
    return {name: flagged.get(name, nothing) for name in (*sorted(signals), ANY)}


def stated_bound(con: duckdb.DuckDBPyConnection, runs: str) -> float:
    """Return the bound that the last detection run stated.

    Args:
        runs: quoted name of brushing_runs.
    Raises: EvaluationError TN-D020 if there was no run.
    """
    found = con.execute(
        f"select false_positive_bound from {runs} order by detected_at desc limit 1"
    ).fetchall()
    if not found:
        raise EvaluationError("TN-D020", "nothing was detected yet", mend="run `truenorth build` first")
    return float(found[0][0])
