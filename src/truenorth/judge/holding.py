"""What a metric says when no batch is held after detection, and what holding takes of its honest part.

Honest is every row that was not injected. Verdicts on single rows stay as detection gave them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..identifiers import quote_identifier
from .replay import held

if TYPE_CHECKING:
    from datetime import date

    from .injection import Injected
    from .metric import JudgedMetric
    from .replay import Replay

HOLDS = "brushing_held_batches"


def figures_without_holds(
    replay: Replay, metrics: Sequence[tuple[JudgedMetric, str]], injected: Injected
) -> dict[str, tuple[dict[str, dict[date, float]], float]]:
    """Return by metric: figures by basis and period with no batch held, and the honest share that holds take.

    The share is of the trusted numerator, summed over the periods.

    Args:
        metrics: each with the quoted name of its model.
        injected: rows that are not honest; none on deliveries as they are.
    """
    _lay(replay, with_holds=True, without=injected.ids)
    kept = {metric.name: _numerator(replay, metric, relation) for metric, relation in metrics}
    _lay(replay, with_holds=False, without=injected.ids)
    honest = {metric.name: _numerator(replay, metric, relation) for metric, relation in metrics}
    _lay(replay, with_holds=False, without={})
    told = {}
    for metric, relation in metrics:
        figures = {basis: replay.by_period(metric, relation, basis) for basis in ("raw", "trusted")}
        lost = 1 - kept[metric.name] / honest[metric.name] if honest[metric.name] else 0.0
        told[metric.name] = (figures, lost)
    return told


def _lay(replay: Replay, *, with_holds: bool, without: Mapping[str, tuple[str, ...]]) -> None:
    """Lay views over what is held in the scratch database and compute the metric from them."""
    con = replay.con
    for column, ids in without.items():
        con.execute(
            f"create or replace table held.main.{quote_identifier('injected ' + column)} as"
            " select unnest(cast(? as varchar[])) as id",
            [list(ids)],
        )
    for model in replay.boundary:
        conditions = [
            f"({name} is null or {name} not in (from held.main.{quote_identifier('injected ' + column)}))"
            for column in without
            if model.is_entity and column in replay.columns(model)
            for name in [quote_identifier(column)]
        ]
        if model.name == HOLDS and not with_holds:
            conditions.append("false")
        where = f" where {' and '.join(conditions)}" if conditions else ""
        con.execute(f"create or replace view {model.relation} as select * from {held(model)}{where}")
    replay.compute()


def _numerator(replay: Replay, metric: JudgedMetric, relation: str) -> float:
    """Return the trusted numerator, summed over the periods."""
    found = replay.con.execute(
        f"select sum(numerator) from (select cast({metric.contract.rollup.numerator} as double) as numerator"
        f" from {relation} where basis = 'trusted' and period_start is not null group by period_start)"
    ).fetchone()
    return float(found[0] or 0) if found else 0.0
