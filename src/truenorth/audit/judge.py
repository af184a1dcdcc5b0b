"""Great Expectations judges a frame of profiles: pass, fail, could not check, or too little history."""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from .history import COMPARED
from .suite import BatchExpectation, BatchSuite

if TYPE_CHECKING:
    import pandas as pd

Outcome = Literal["pass", "fail", "unknown", "too_little_history"]


@dataclass(frozen=True)
class Judgement:
    """What one expectation says of one batch; `observed` is None where the measure has no value."""

    batch_id: str
    expectation: BatchExpectation
    outcome: Outcome
    observed: float | None
    beside: float | None

    @property
    def holds_back(self) -> bool:
        """Unknown is never pass: what could not be checked holds like what failed."""
        return self.expectation.severity == "critical" and self.outcome in ("fail", "unknown")


def judge(suite: BatchSuite, frame: pd.DataFrame) -> list[Judgement]:
    """Validate `frame` (one row a batch, see `history.with_history`) with one GX call."""
    results = _validate(suite, frame)
    judgements = []
    for expectation in suite.expectations:
        broken = results[expectation.name]
        for number, batch_id in enumerate(frame.index):
            observed = _value(frame, batch_id, expectation.measure)
            judgements.append(
                Judgement(
                    batch_id=str(batch_id),
                    expectation=expectation,
                    outcome=_outcome(expectation, frame, batch_id, observed, broken, number),
                    observed=observed,
                    beside=_beside(frame, batch_id, expectation.measure),
                )
            )
    return judgements


def _outcome(
    expectation: BatchExpectation,
    frame: pd.DataFrame,
    batch_id: Any,
    observed: float | None,
    broken: set[int] | None,
    number: int,
) -> Outcome:
    if broken is None:
        return "unknown"
    if number in broken:
        return "fail"
    if observed is None:
        return "too_little_history" if _is_first(frame, batch_id, expectation.measure) else "unknown"
    return "pass"


def _validate(suite: BatchSuite, frame: pd.DataFrame) -> dict[str, set[int] | None]:
    """Expectation name to the row numbers that break it, or None where GX could not check."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    # It tells of its temporary folders on a logger whose level it sets itself.
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("profiles").add_dataframe_asset(suite.source)
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch(
        {"dataframe": frame.reset_index(drop=True)}
    )
    outcomes: dict[str, set[int] | None] = {}
    numbered = []
    for number, expectation in enumerate(suite.expectations):
        copy = expectation.expectation.copy(deep=True)
        copy.meta = {**(copy.meta or {}), "number": number}  # GX returns results in an order of its own
        numbered.append(copy)
    result = batch.validate(
        gx.ExpectationSuite(name=suite.source, expectations=numbered),
        result_format={"result_format": "COMPLETE"},
    )
    for item in result.results:
        name = suite.expectations[item.expectation_config.meta["number"]].name
        listed = item.result.get("unexpected_index_list")
        complete = "element_count" in item.result and (item.success or listed is not None)
        outcomes[name] = {int(index) for index in listed or []} if complete else None
    return {expectation.name: outcomes.get(expectation.name) for expectation in suite.expectations}


def _value(frame: pd.DataFrame, batch_id: Any, measure: str) -> float | None:
    if measure not in frame.columns:
        return None
    value = float(frame.loc[batch_id, measure])
    return None if math.isnan(value) else value


def _is_first(frame: pd.DataFrame, batch_id: Any, measure: str) -> bool:
    """The batch has the measure, no batch before it had: there is nothing to compare with yet."""
    for suffix in COMPARED:
        if measure.endswith(suffix):
            own = measure.removesuffix(suffix)
            has_history = _value(frame, batch_id, f"{own}__recent") is not None
            return _value(frame, batch_id, own) is not None and not has_history
    return False


def _beside(frame: pd.DataFrame, batch_id: Any, measure: str) -> float | None:
    for suffix in ("__vs_recent", "__step"):
        if measure.endswith(suffix):
            return _value(frame, batch_id, measure.removesuffix(suffix) + "__recent")
    return None
