"""Operability of one metric: the experiments of the last build, and what one period could show."""

from __future__ import annotations

from ..project import Project
from .built import Built
from .experiments import Operability, detectable_by_counting, read_effects

EXPERIMENTS = "canonical_experiments"


def operability(project: Project, metric: str) -> Operability:
    """Read what was tried on a metric.

    Raises: EvaluationError TN-E003 (nothing built), TN-E005 (a build is writing).
    """
    from ..commands.work import open_work

    built = {model.name for model in Built.of(project).models.values()}
    work = open_work(project)
    with work.con as con:
        effects = []
        if EXPERIMENTS in built:
            effects = read_effects(con, work.relations[EXPERIMENTS].sql, metric)
        row = con.execute(
            f"select numerator, denominator from {work.relations['metric_values'].sql}"
            " where metric = ? and basis = 'trusted' and dimension = 'all' and period_start is not null"
            " order by numerator desc limit 1 offset (select count(*) // 2"
            f" from {work.relations['metric_values'].sql}"
            " where metric = ? and basis = 'trusted' and dimension = 'all' and period_start is not null)",
            [metric, metric],
        ).fetchone()
    return Operability(tuple(effects), detectable_by_counting(*row) if row else None)
