"""The answer as JSON; `schemas/gate_report.schema.json` describes it."""

from __future__ import annotations

import json
import math
from typing import Any

from ..report import GateReport
from .taming import spell_marks


def render(report: GateReport) -> str:
    """Return one JSON document that strict parsers read and that can be printed in the log of a runner."""
    dumped = json.dumps(_without_nan(report.as_json()), ensure_ascii=False, indent=2, allow_nan=False)
    # a file name may hold bytes that are no text: JSON spells them, UTF-8 could not write them
    return spell_marks(dumped.encode("utf-8", "backslashreplace").decode("utf-8"))


def _without_nan(value: Any) -> Any:
    """JSON knows no NaN and no infinity: such a figure is missing."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _without_nan(one) for key, one in value.items()}
    return [_without_nan(one) for one in value] if isinstance(value, list | tuple) else value
