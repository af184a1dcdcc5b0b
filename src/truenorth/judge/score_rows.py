"""Rows of the model `metric_scores`: what each admission measured, with its interval and its limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..project import find_project
from .admission import DIMENSIONS
from .records import Recorded, load_records
from .standing import DECAYED, reason_of

if TYPE_CHECKING:
    import pyarrow as pa

ANSWER = "answer"
TEXTS = ("metric", "dimension", "measure", "subject", "mark", "reason")
NUMBERS = ("value", "low", "high", "limit_value")
MEASURED_FOR = {
    "backtest": ("relevance", "long_term"),
    "operability": ("operability",),
    "stress": ("resistance",),
    "blind_spot": ("resistance",),
}
"""The dimensions that each measurement of the judge answers."""
Row = dict[str, Any]


def score_rows(reasons: Mapping[str, str], *, project_dir: Path | None = None) -> pa.Table:
    """Return one row a figure, and one `answer` a dimension, of every metric that was judged.

    Args:
        reasons: by metric, what `metric_admissions` of this build says; a record that the build no longer
            believes is published with `stands` false, so that nobody shows it as a score.
    """
    import pyarrow as pa

    rows = [
        {"metric": metric, "measured_at": told.measured_at, "stands": _stands(told, reasons.get(metric))}
        | row
        for metric, told in load_records(find_project(project_dir)).items()
        if isinstance(told, Recorded)
        for row in _rows(told)
    ]
    types = {name: pa.string() for name in TEXTS} | {name: pa.float64() for name in NUMBERS}
    types |= {"measured_at": pa.timestamp("us"), "stands": pa.bool_()}
    return pa.Table.from_pylist(rows, schema=pa.schema(list(types.items())))


def _stands(told: Recorded, reason: str | None) -> bool:
    """Whether the build gives the record's own reason, or the alarm over its decay, and no other."""
    return reason is not None and (reason == reason_of(told) or reason.startswith(DECAYED))


def _rows(told: Recorded) -> Iterator[Row]:
    for dimension in DIMENSIONS:
        missing = [why for name, why in told.missing.items() if dimension in MEASURED_FOR.get(name, ())]
        yield _row(dimension, ANSWER, mark=str(told.marks[dimension]), reason="; ".join(missing) or None)
    backtest = told.measured.get("backtest") or {}
    for name, dimension, limit in (
        ("spearman", "relevance", 0.0),
        ("error_beside_last_value", "long_term", 1.0),
        ("error_beside_rival", "long_term", 1.0),
    ):
        if backtest.get(name):
            yield _row(dimension, name, **backtest[name], limit_value=limit)
    yield from _operability(told.measured.get("operability") or {})
    stress = told.measured.get("stress") or {}
    if stress.get("elasticity"):
        yield _row("resistance", "elasticity", **stress["elasticity"], limit_value=stress["limit"])
    hidden = told.measured.get("blind_spot") or {}
    for kind, half in (hidden.get("half_width") or {}).items():
        yield _row("resistance", "hidden", subject=kind, value=half, limit_value=hidden["limit"])


def _operability(measured: Mapping[str, Any]) -> Iterator[Row]:
    for one in measured.get("experiments") or ():
        counts = "moved" if one["moved"] else "not moved"
        yield _row(
            "operability",
            "effect",
            subject=f"{one['experiment']} / {one['arm']}",
            mark=counts if one["is_sound"] else "unsound",
            **one["effect"],
            limit_value=one["detectable"],
        )
    if measured.get("detectable_in_one_period") is not None:
        yield _row("operability", "detectable", value=measured["detectable_in_one_period"])


def _row(dimension: str, measure: str, *, subject: str = "", **figures: Any) -> Row:
    return {"dimension": dimension, "measure": measure, "subject": subject, **figures}
