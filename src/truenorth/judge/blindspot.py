"""How a metric answers to what is not known: part of it all is hidden at random, again and again (F1).

Two kinds of hiding, each by itself: single values (any column of an entity that it need not have), and whole
accounts with all that they did. The models up to the metric run anew; verdicts stand as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ..errors import EvaluationError, TruenorthError
from ..identifiers import quote_identifier
from ..project import Project
from .built import Built, Model
from .intervals import Interval, spread_interval
from .marks import Mark, below, worst
from .metric import judged_metric
from .replay import Replay, held, open_replay, typical

FRACTION = 0.05  # the founding documents' blind-spot test (F1)
REPEATS = 20
Hidden = Literal["values", "accounts"]
KINDS: tuple[Hidden, ...] = ("values", "accounts")
ACCOUNT = {"canonical_consents": "subject_id"}
STEPS = 1_000_000


@dataclass(frozen=True)
class BlindSpot:
    """How far a metric moves when part of what is known is hidden.

    Attributes:
        figure: mean of a period with nothing hidden.
        change: its relative change by kind of hiding: median and the range of 95 % of the repeats.
        limit: largest half width that the contract allows; None if it names none.
    """

    metric: str
    fraction: float
    repeats: int
    figure: float
    change: dict[Hidden, Interval]
    limit: float | None

    @property
    def mark(self) -> Mark:
        return worst([below(half, half, self.limit) for half in self.half_widths.values()])

    @property
    def half_widths(self) -> dict[Hidden, float]:
        """Half of the range of 95 % of the repeats: a count falls by what is hidden, and that is no doubt."""
        return {kind: ((one.high or 0.0) - (one.low or 0.0)) / 2 for kind, one in self.change.items()}

    def as_json(self) -> dict[str, Any]:
        return {
            "fraction": self.fraction,
            "repeats": self.repeats,
            "figure": self.figure,
            "limit": self.limit,
            "mark": str(self.mark),
            "change": {kind: change.as_json() for kind, change in self.change.items()},
            "half_width": {kind: float(f"{half:.6g}") for kind, half in self.half_widths.items()},
        }


def blind_spot(
    project: Project, name: str, *, fraction: float = FRACTION, repeats: int = REPEATS, basis: str = "trusted"
) -> BlindSpot:
    """Hide a fraction of the profile information `repeats` times, with the seeds 1 to `repeats`.

    Raises: see `open_replay`; EvaluationError TN-J015 if the metric has no figure to compare with.
    """
    told = blind_spots(project, [name], fraction=fraction, repeats=repeats, basis=basis)[name]
    if isinstance(told, TruenorthError):
        raise told
    return told


def blind_spots(
    project: Project,
    names: Sequence[str],
    *,
    fraction: float = FRACTION,
    repeats: int = REPEATS,
    basis: str = "trusted",
) -> dict[str, BlindSpot | TruenorthError]:
    """Hide once for several metrics and read them all; one without a figure is its refusal, see `blind_spot`.

    Raises: see `open_replay`.
    """
    built = Built.of(project)
    metrics = [(judged_metric(project, name), built.model(name)[1].relation) for name in names]
    with open_replay(project, names) as replay:

        def figures(kind: Hidden | None, seed: int = 0) -> dict[str, dict[date, float]]:
            _hide(replay, kind, fraction, seed)
            replay.compute()
            return {metric.name: replay.by_period(metric, relation, basis) for metric, relation in metrics}

        whole = figures(None)
        hidden = {kind: [figures(kind, seed) for seed in range(1, repeats + 1)] for kind in KINDS}
    told: dict[str, BlindSpot | TruenorthError] = {}
    for metric, _ in metrics:
        periods = whole[metric.name]
        figure = typical(periods, periods)
        left = {kind: [typical(run[metric.name], periods) for run in runs] for kind, runs in hidden.items()}
        if not figure or not all(value for values in left.values() for value in values):
            told[metric.name] = EvaluationError(
                "TN-J015",
                f"metric {metric.name} has no figure, or 0, on basis {basis}:"
                " nothing to compare a change with",
                mend="test a metric that has a figure",
            )
            continue
        change = {kind: spread_interval([value / figure - 1 for value in left[kind]]) for kind in KINDS}
        told[metric.name] = BlindSpot(
            metric.name, fraction, repeats, figure, change, metric.limit("blind_spot")
        )
    return told


def _hide(replay: Replay, kind: Hidden | None, fraction: float, seed: int) -> None:
    """Lay views over what is held, with part of it hidden."""
    below_step = round(fraction * STEPS)
    for model in replay.boundary:
        source, person = held(model), ACCOUNT.get(model.name, "actor_id")
        what, where = "*", ""
        if kind == "values" and model.is_entity:
            what = _with_gaps(replay, model, below_step, seed)
        elif kind == "accounts" and model.is_entity and person in replay.columns(model):
            account = f"hash({quote_identifier(person)}::varchar, {seed}) % {STEPS}"
            where = f" where {quote_identifier(person)} is null or {account} >= {below_step}"
        replay.con.execute(f"create or replace view {model.relation} as select {what} from {source}{where}")


def _with_gaps(replay: Replay, model: Model, below_step: int, seed: int) -> str:
    gaps = [
        f"if(hash(rowid, {place}, {seed}) % {STEPS} < {below_step}, null, {quote_identifier(name)})"
        f" as {quote_identifier(name)}"
        for place, name in enumerate(replay.columns(model))
        if name in model.optional_columns
    ]
    return f"* replace ({', '.join(gaps)})" if gaps else "*"
