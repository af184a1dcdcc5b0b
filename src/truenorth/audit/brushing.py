"""The second audit: how much of each batch did detection block, and may the rest of it be measured?

A batch beyond its limit is held back from the trusted metrics (TN-A020). Nothing flows back to the door: its
rows stay admitted, and detectors go on reading them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..admit.releases import BRUSHING, load_releases
from ..project import Project, find_project
from .batches import judge_new, judgement_table, standing_judgements
from .history import widen
from .suite import BatchSuite, load_suite

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

DEFAULT_SUITE = Path(__file__).with_name("default_brushing_suite.py")


def audit_brushing(
    *,
    profiles: Any,
    earlier: Any | None,
    project_dir: Path | None = None,
    now: datetime | None = None,
) -> pa.Table:
    """Judge the batches of each entity that are new, held, or whose profile has changed since it was judged.

    Args:
        profiles: DuckDB relation (entity, batch_id, measure, value, profiled_at), the last profile of each
            batch. A verdict that is found or taken back later gives a batch a new one.
        earlier: DuckDB relation of the judgements so far, or None on the first run.
    Returns: new judgements, one row an entity, batch and expectation.
    Raises: ContractError TN-A001, TN-A002 if the project's suite cannot be used.
    """
    project = find_project(project_dir)
    suite = brushing_suite(project)
    waivers = [r for r in load_releases(project) if r.source == BRUSHING and r.row_number is None]
    now = now or datetime.now(UTC).replace(tzinfo=None)
    measured = profiles.df()
    judged = earlier.df() if earlier is not None else None
    rows: list[dict[str, Any]] = []
    for entity in sorted(measured["entity"].unique()):
        own = measured[measured["entity"] == entity]
        standing = _standing_since(own, judged[judged["entity"] == entity]) if judged is not None else {}
        wide = widen(own[~own["measure"].str.startswith("channel.")], reasons=())
        for row in judge_new(_part(suite, entity), wide, standing, waivers, now):
            rows.append({"entity": entity, **row})
    return judgement_table(rows, also=("entity",))


def brushing_suite(project: Project) -> BatchSuite:
    """Load `expectations/batches/brushing.py` of the project, or the default suite if it has none."""
    own = project.batch_contracts / f"{BRUSHING}.py"
    return load_suite(own if own.is_file() else DEFAULT_SUITE, BRUSHING)


def _part(suite: BatchSuite, entity: str) -> BatchSuite:
    """The expectations about one entity: a batch of orders has no share of interactions to judge."""
    own = tuple(e for e in suite.expectations if e.measure.startswith(f"{entity}."))
    return replace(suite, expectations=own)


def _standing_since(profiles: pd.DataFrame, judged: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """The last judgements, without batches that have been profiled anew since."""
    profiled_at = profiles.groupby("batch_id")["profiled_at"].max().to_dict()
    return {
        batch_id: rows
        for batch_id, rows in standing_judgements(judged).items()
        if batch_id not in profiled_at or rows[0]["judged_at"] >= profiled_at[batch_id]
    }
