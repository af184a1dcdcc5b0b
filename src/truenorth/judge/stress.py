"""How far bought behaviour lifts a metric: brushing is written into raw rows, the chain runs on them (B9).

A batch that is held for what was found in it (TN-A020) takes its honest rows along: a loss that an attacker
can cause, and no resistance. So lifts are read with no batch held; what holding costs is a figure of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..dbt import Progress, run_dbt, work_database
from ..errors import EvaluationError, TruenorthError
from ..project import Project
from .built import Built
from .copying import Sandbox, environment_of, open_sandbox
from .holding import figures_without_holds
from .injection import TIMES, Injected, attacked_entities, inject
from .lifts import BASES, Lift, Stress, elasticity_of
from .metric import JudgedMetric, judged_metric
from .raw_rows import RawShape, load_shapes
from .replay import open_replay, typical

SHARES = (0.01, 0.05, 0.10, 0.20)  # the founding documents' steps (B9)
Read = tuple[dict[str, dict[date, float]], float]
"""Of one metric in one run: its figures by basis and period, and the honest share that was held."""


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
    told = stress_all(
        project, [name], shares=shares, seeds=seeds, on_progress=on_progress, on_message=on_message
    )[name]
    if isinstance(told, TruenorthError):
        raise told
    return told


def stress_all(
    project: Project,
    names: Sequence[str],
    *,
    shares: Sequence[float] = SHARES,
    seeds: int = 3,
    on_progress: Callable[[Progress], None],
    on_message: Callable[[str], None],
    on_stage: Callable[[str], None] = lambda name: None,
) -> dict[str, Stress | TruenorthError]:
    """Stress several metrics by the same attacks: each share and seed is written and run once for all.

    Whatever one of them is made of is attacked. One that cannot be stressed is its refusal, see `stress`.
    Raises: what stops them all: ConfigurationError TN-J012; EvaluationError TN-E003, TN-J014.
    """
    built = Built.of(project)
    shapes = load_shapes(project)
    told: dict[str, Stress | TruenorthError] = {}
    attacked: set[str] = set()
    metrics: list[JudgedMetric] = []
    for name in names:
        try:
            metric = judged_metric(project, name)
            attacked.update(attacked_entities(built.entities_of(name), shapes))
            metrics.append(metric)
        except TruenorthError as refusal:
            told[name] = refusal
    if not metrics:
        return told
    entities = [entity for entity in TIMES if entity in attacked]
    with open_sandbox(project, with_build=False) as sandbox, environment_of(sandbox):
        bench = _Bench(sandbox, metrics, shapes, entities, on_progress, on_message)
        on_stage("resistance: the chain runs on the deliveries as they are")
        before = bench.figures(Injected({}, {}))
        known = [metric for metric in metrics if all(_typical_figure(before[metric.name]).values())]
        told |= {metric.name: _no_figure(metric.name) for metric in metrics if metric not in known}
        runs: dict[float, list[dict[str, Read]]] = {share: [] for share in (shares if known else ())}
        for share, told_by in runs.items():
            for seed in range(1, seeds + 1):
                on_stage(f"resistance: the chain runs with {share:.0%} brushing, seed {seed} of {seeds}")
                told_by.append(bench.figures(bench.attack(share, seed)))
    for metric in known:
        lifts = tuple(_lift(metric.name, before, share, after) for share, after in runs.items())
        told[metric.name] = Stress(
            metric.name,
            tuple(entities),
            seeds,
            _typical_figure(before[metric.name]),
            lifts,
            elasticity_of(lifts, "trusted"),
            metric.limit("elasticity"),
        )
    return told


def _typical_figure(read: Read) -> dict[str, float]:
    figures = read[0]
    return {basis: typical(figures[basis], figures["trusted"]) for basis in BASES}


def _no_figure(name: str) -> EvaluationError:
    return EvaluationError(
        "TN-J015",
        f"metric {name} has no figure, or 0, on a basis: nothing to compare a lift with",
        mend="stress a metric that has a figure",
    )


def _lift(name: str, before: Mapping[str, Read], share: float, after: Sequence[Mapping[str, Read]]) -> Lift:
    baseline = before[name][0]
    periods = list(baseline["trusted"])  # impossible times make periods of their own on the raw basis
    by_seed = {
        basis: tuple(
            typical(run[name][0][basis], periods) / typical(baseline[basis], periods) - 1 for run in after
        )
        for basis in BASES
    }
    return Lift(share, by_seed, tuple(run[name][1] for run in after))


@dataclass(frozen=True)
class _Bench:
    """A sandbox in which the chain runs again and again on other deliveries."""

    sandbox: Sandbox
    metrics: list[JudgedMetric]
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

    def figures(self, injected: Injected) -> dict[str, Read]:
        """Run the chain from nothing; return what each metric then says."""
        project = self.sandbox.project
        names = [metric.name for metric in self.metrics]
        database = work_database(project)
        for left in database.parent.glob(f"{database.name}*"):
            left.unlink()
        run = run_dbt(
            project,
            ["run", "--select", *(f"+{name}" for name in names)],
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
        built = Built.of(project)
        relations = [(metric, built.model(metric.name)[1].relation) for metric in self.metrics]
        with open_replay(project, names) as replay:
            return figures_without_holds(replay, relations, injected)
