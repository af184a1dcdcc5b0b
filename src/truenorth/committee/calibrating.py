"""Measuring what a calibration looks at: health of every metric, and candidates beside their rivals. D5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..definitions.contract import MetricContract
from ..project import Project
from .calibrations import digest_of, draft
from .charter import Charter
from .health import Estimate, Health, comovement, volatility, whole_periods
from .places import YML, calibrations_of
from .writing import as_yaml, refused, write_new

if TYPE_CHECKING:
    import duckdb

DIGITS = 6


def calibrate(
    project: Project,
    charter: Charter,
    contracts: Mapping[str, MetricContract],
    con: duckdb.DuckDBPyConnection,
    metric_values: str,
    *,
    trials: Sequence[str],
    sight: Sequence[Mapping[str, Any]] = (),
    today: date,
) -> tuple[Path, list[Health]]:
    """Measure, and write a calibration whose answers are open.

    Args:
        metric_values: quoted name of the relation on `con`.
        sight: what the judge measured anew of each metric that was judged; each names its `metric`.
        trials: candidates that are tried; each is laid beside the rival that its contract names.
    Returns: the file, and the health of every metric that is not retired.
    Raises: ConfigurationError TN-G014 (before the committee began, an unknown trial, calibrated today).
    """
    rules = charter.rules_on(today)
    path = calibrations_of(project) / f"{today.isoformat()}{YML}"
    if rules is None:
        raise refused("the committee has not begun", str(path), "see `rules` in committee/charter.yml")
    figures = whole_periods(con, metric_values)
    found = [
        _health(
            metric, [value for _, value in figures.get(metric, [])], _limit(contract, float(rules.volatility))
        )
        for metric, contract in sorted(contracts.items())
        if contract.tier != "retired"
    ]
    tried = [_trial(metric, contracts, figures, str(path)) for metric in sorted(set(trials))]
    written = draft(today, [_as_figures(one) for one in found], tried, sight, digest_of(figures))
    return write_new(path, as_yaml(written)), found


def _health(metric: str, figures: Sequence[float], limit: float) -> Health:
    return Health(metric, len(figures), volatility(figures), limit)


def _limit(contract: MetricContract, default: float) -> float:
    """What the contract says goes before what the charter says."""
    own = contract.limits.volatility
    return own.at_most if own else default


def _trial(
    metric: str,
    contracts: Mapping[str, MetricContract],
    figures: Mapping[str, list[tuple[str, float]]],
    where: str,
) -> dict[str, Any]:
    contract = contracts.get(metric)
    if contract is None or contract.tier != "candidate":
        raise refused(f"{metric!r} is no candidate", where, "a trial is of a candidate")
    if contract.rival not in contracts:
        raise refused(
            f"the contract of {metric} names no rival", where, "say in `rival` what it would replace"
        )
    own, rival = figures.get(metric, []), figures.get(contract.rival, [])
    return {
        "metric": metric,
        "rival": contract.rival,
        "volatility": _rounded(volatility([value for _, value in own])),
        "volatility_of_rival": _rounded(volatility([value for _, value in rival])),
        "rank_correlation_of_changes": _rounded(comovement(own, rival)),
    }


def _as_figures(health: Health) -> dict[str, Any]:
    return {
        "metric": health.metric,
        "periods": health.periods,
        "volatility": _rounded(health.volatility),
        "limit": health.limit,
        "state": health.state,
    }


def _rounded(estimate: Estimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    return {
        name: round(value, DIGITS) if isinstance(value, float) else value
        for name, value in asdict(estimate).items()
    }
