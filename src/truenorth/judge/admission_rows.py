"""Rows of the model `metric_admissions`: one per metric, with what its admission is worth in this build."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..committee.calibrations import Calibration, load_calibrations
from ..definitions.compiled import Compiled
from ..definitions.contract import load_contracts
from ..definitions.last_run import compiled_by_last_run
from ..definitions.meaning import meaning_of
from ..project import find_project
from .admission import DIMENSIONS
from .records import Recorded, load_records
from .standing import DEFAULT_CADENCE, has_decayed, sight_then_and_now, standing

if TYPE_CHECKING:
    import pyarrow as pa

    from ..definitions.contract import MetricContract

COLUMNS = (
    "metric",
    "verdict",
    "reason",
    "measured_at",
    *DIMENSIONS,
    "spearman",
    "error_beside_last_value",
    "error_beside_rival",
    "elasticity",
    "blind_spot",
    "strongest_effect",
    "sight_at_first",
    "sight_now",
    "has_decayed",
)
TEXTS = ("metric", "verdict", "reason", *DIMENSIONS)


def admission_rows(
    batches: list[str], *, project_dir: Path | None = None, now: datetime | None = None
) -> pa.Table:
    """Return the verdict of every metric with the figures behind it; NULL where nothing was measured.

    Args:
        batches: ids of the batches that this build has admitted.
    """
    import pyarrow as pa

    project = find_project(project_dir)
    records = load_records(project)
    calibrations = load_calibrations(project)
    now = now or datetime.now(UTC).replace(tzinfo=None)
    sql = cache(lambda: compiled_by_last_run(project))
    rows = []
    for name, contract in load_contracts(project).items():
        told = records.get(name)
        cadence = contract.calibration.cadence if contract.calibration else DEFAULT_CADENCE
        sight = sight_since(calibrations, told) if isinstance(told, Recorded) else None
        stands = standing(
            told,
            now=now,
            cadence=cadence,
            definition=_definition(sql, contract),
            batches=batches,
            sight=sight,
        )
        figures = _figures(told, sight) if isinstance(told, Recorded) else {}
        rows.append({"metric": name, "verdict": str(stands.verdict), "reason": stands.reason, **figures})
    types = {name: pa.string() if name in TEXTS else pa.float64() for name in COLUMNS}
    types |= {"measured_at": pa.timestamp("us"), "has_decayed": pa.bool_()}
    return pa.Table.from_pylist(rows, schema=pa.schema(list(types.items())))


def _definition(sql: Callable[[], Compiled], contract: MetricContract) -> Callable[[], str]:
    return lambda: meaning_of(contract, sql())


def sight_since(calibrations: Sequence[Calibration], told: Recorded) -> float | None:
    """Return the newest sight that a calibration has measured after an admission, of the same definition."""
    newest = None
    for one in calibrations:
        if one.measured_on >= told.measured_at.date():
            newest = one.sight.get((told.metric, told.definition), newest)
    return newest


def _figures(told: Recorded, sight: float | None) -> dict[str, Any]:
    """Return the figures themselves; their intervals stand in the file."""
    then, latest = sight_then_and_now(told, sight)
    backtest = told.measured.get("backtest") or {}
    stress = told.measured.get("stress") or {}
    hidden = (told.measured.get("blind_spot") or {}).get("half_width") or {}
    effects = (told.measured.get("operability") or {}).get("experiments") or []
    return {
        "measured_at": told.measured_at,
        **{name: str(mark) for name, mark in told.marks.items()},
        "spearman": (backtest.get("spearman") or {}).get("value"),
        "error_beside_last_value": (backtest.get("error_beside_last_value") or {}).get("value"),
        "error_beside_rival": (backtest.get("error_beside_rival") or {}).get("value"),
        "elasticity": (stress.get("elasticity") or {}).get("value"),
        "blind_spot": max(hidden.values(), default=None),
        "sight_at_first": then,
        "sight_now": latest,
        "has_decayed": has_decayed(then, latest),
        "strongest_effect": max((one["effect"]["value"] for one in effects), key=abs, default=None),
    }
