"""How far bought behaviour lifts a metric: brushing is written into raw rows, the chain runs on them (B9).

A batch that is held for what was found in it (TN-A020) takes its honest rows along: a loss that an attacker
can cause, and no resistance. So lifts are read with no batch held; what holding costs is a figure of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..dbt import Progress, run_dbt, work_database
from ..errors import EvaluationError
from ..project import Project
from .built import Built
from .copying import Sandbox, environment_of, open_sandbox
from .holding import figures_without_holds
from .injection import Injected, attacked_entities, inject
from .intervals import Interval, mean_interval
from .marks import Mark, below
from .metric import JudgedMetric, judged_metric
from .raw_rows import RawShape, load_shapes
from .replay import open_replay, typical

SHARES = (0.01, 0.05, 0.10, 0.20)  # the founding documents' steps (B9)
BASES = ("raw", "trusted")


@dataclass(frozen=True)
class Lift:
    """What brushing of one share did to a metric.

    Attributes:
        share: rows added, of those that were there.
        by_seed: relative change of the figure on each basis, seed by seed, with no batch held.
        held: share of the honest trusted numerator that held batches take along, seed by seed.
    """

    share: float
    by_seed: dict[str, tuple[float, ...]]
    held: tuple[float, ...]

    def interval(self, basis: str) -> Interval:
        return mean_interval(self.by_seed[basis])

    def as_json(self) -> dict[str, Any]:
        lifts = {f"lift_{basis}": self.interval(basis).as_json() for basis in BASES}
        return {"share": self.share, **lifts, "honest_held": mean_interval(self.held).as_json()}


def elasticity_of(lifts: Sequence[Lift], basis: str) -> Interval:
    """Return the slope of lift over share through the origin, with its interval over the seeds."""
    weight = sum(lift.share**2 for lift in lifts)
    by_seed = zip(*(lift.by_seed[basis] for lift in lifts), strict=True)
    shares = [lift.share for lift in lifts]
    slopes = [
        sum(share * value for share, value in zip(shares, values, strict=True)) / weight for values in by_seed
    ]
    return mean_interval(slopes)


@dataclass(frozen=True)
class Stress:
    """A stress test of one metric.

    Attributes:
        entities: where brushing was written.
        baseline: mean figure of a period without brushing, by basis.
        elasticity: percent that the trusted figure moves for each percent of brushing: the slope of lift over
            share through the origin, seed by seed.
        limit: highest elasticity that the contract allows; None if it names none.
    """

    metric: str
    entities: tuple[str, ...]
    seeds: int
    baseline: dict[str, float]
    lifts: tuple[Lift, ...]
    elasticity: Interval
    limit: float | None

    @property
    def mark(self) -> Mark:
        """Whether the elasticity keeps the limit; a metric that falls under brushing is moved as well."""
        low, high = self.elasticity.low, self.elasticity.high
        if low is None or high is None:
            return Mark.UNKNOWN
        nearest = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
        return below(nearest, max(abs(low), abs(high)), self.limit)

    def as_json(self) -> dict[str, Any]:
        return {
            "attacked": list(self.entities),
            "seeds": self.seeds,
            "limit": self.limit,
            "mark": str(self.mark),
            "baseline": self.baseline,
            "elasticity": self.elasticity.as_json(),
            "lifts": [lift.as_json() for lift in self.lifts],
        }


def stress(
    project: Project,
    name: str,
    *,
    shares: Sequence[float] = SHARES,
    seeds: int = 3,
    on_progress: Callable[[Progress], None],
    on_message: Callable[[str], None],
) -> Stress:
    """Run the chain on a copy of the project, once as it is and once for each share and seed.

    Raises: ConfigurationError TN-J001, TN-J012, TN-J013; EvaluationError TN-E003 (nothing built), TN-J014
        (the chain does not run on the copy), TN-J015 (no figure to compare with).
    """
    built = Built.of(project)
    metric = judged_metric(project, name)
    shapes = load_shapes(project)
    read = {model.name.removeprefix("canonical_") for model in built.lineage(name)[0] if model.is_entity}
    entities = attacked_entities(read, shapes)
    with open_sandbox(project, with_build=False) as sandbox, environment_of(sandbox):
        bench = _Bench(sandbox, metric, shapes, entities, on_progress, on_message)
        baseline, _ = bench.figures(Injected({}, {}))
        typical_figure = {basis: typical(baseline[basis], baseline["trusted"]) for basis in BASES}
        if not all(typical_figure.values()):
            raise EvaluationError(
                "TN-J015",
                f"metric {name} has no figure, or 0, on a basis: nothing to compare a lift with",
                mend="stress a metric that has a figure",
            )
        lifts = tuple(_lift(bench, baseline, share, seeds) for share in shares)
    return Stress(
        name,
        tuple(entities),
        seeds,
        typical_figure,
        lifts,
        elasticity_of(lifts, "trusted"),
        metric.limit("elasticity"),
    )


def _lift(bench: _Bench, baseline: dict[str, dict[date, float]], share: float, seeds: int) -> Lift:
    periods = list(baseline["trusted"])  # impossible times make periods of their own on the raw basis
    moved: dict[str, list[float]] = {basis: [] for basis in BASES}
    held: list[float] = []
    for seed in range(1, seeds + 1):
        injected = bench.attack(share, seed)
        figures, lost = bench.figures(injected)
        for basis in BASES:
            before, after = (typical(one[basis], periods) for one in (baseline, figures))
            moved[basis].append(after / before - 1)
        held.append(lost)
    return Lift(share, {basis: tuple(values) for basis, values in moved.items()}, tuple(held))


@dataclass(frozen=True)
class _Bench:
    """A sandbox in which the chain runs again and again on other deliveries."""

    sandbox: Sandbox
    metric: JudgedMetric
    shapes: dict[str, RawShape]
    entities: list[str]
    on_progress: Callable[[Progress], None]
    on_message: Callable[[str], None]

    def attack(self, share: float, seed: int) -> Injected:
        """Put the deliveries back as they were and write one attack into them."""
        for shape in self.shapes.values():
            for file in sorted(self.sandbox.original.glob(shape.location)):
                shutil.copyfile(file, self.sandbox.project.root / file.relative_to(self.sandbox.original))
        return inject(self.sandbox.project.root, self.shapes, self.entities, share, seed)

    def figures(self, injected: Injected) -> tuple[dict[str, dict[date, float]], float]:
        """Run the chain from nothing; return the figures by basis and period, and the honest share held."""
        project = self.sandbox.project
        database = work_database(project)
        for left in database.parent.glob(f"{database.name}*"):
            left.unlink()
        run = run_dbt(
            project,
            ["run", "--select", f"+{self.metric.name}"],
            on_progress=self.on_progress,
            on_message=self.on_message,
        )
        if run.exit_code or any(node.is_broken for node in run.nodes):
            raise EvaluationError(
                "TN-J014",
                "the chain did not run on the copy; its own words are above",
                where=str(self.sandbox.original),
                mend="run `truenorth build`; if that is green, look at expectations/stress",
            )
        relation = Built.of(project).model(self.metric.name)[1].relation
        with open_replay(project, [self.metric.name]) as replay:
            return figures_without_holds(replay, self.metric, relation, injected)
