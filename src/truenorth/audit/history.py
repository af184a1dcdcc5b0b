"""Profiles as a table of batches, with what each measure was in the batches before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

POSITION, EVENT = "delivery.position", "delivery.event"
COMPARED = ("__recent", "__vs_recent", "__step")


def widen(profiles: pd.DataFrame, reasons: Iterable[str]) -> pd.DataFrame:
    """Turn (batch_id, measure, value) rows into one row a batch, in the order of the deliveries.

    Each of the contract's `reasons` that no row of a batch carries has 0 rows; `reason.<id>.share` is its
    share of the batch.
    """
    wide = profiles.pivot_table(index="batch_id", columns="measure", values="value", aggfunc="last")
    wide.columns.name = None
    named = {f"reason.{reason}" for reason in reasons}
    present = named | {column for column in wide.columns if column.startswith("reason.")}
    wide = wide.reindex(columns=[*wide.columns, *sorted(present - set(wide.columns))])
    for reason in sorted(present):
        wide[reason] = wide[reason].fillna(0.0)
        wide[f"{reason}.share"] = wide[reason] / wide["rows"]
    return wide.sort_values([POSITION, EVENT])


def with_history(wide: pd.DataFrame, batch_ids: Sequence[str], passed: set[str], length: int) -> pd.DataFrame:
    """Return the profiles of `batch_ids` with three columns more for each measure.

    `<m>__recent`: median of the last `length` passed batches before it; `<m>__vs_recent`: its ratio to that;
    `<m>__step`: its distance from the one passed batch before it. NULL where there is none.
    """
    import pandas as pd

    measures = [column for column in wide.columns if not column.startswith("delivery.")]
    rows = []
    for batch_id in batch_ids:
        own = wide.loc[batch_id]
        before = wide[(wide[POSITION] < own[POSITION]) & wide.index.isin(passed)]
        before = before.groupby(POSITION).tail(1).tail(length)  # a replaced version is no history
        row = own.to_dict()
        if len(before):
            recent, last = before[measures].median(), before[measures].iloc[-1]
            for measure in measures:
                row[f"{measure}__recent"] = recent[measure]
                row[f"{measure}__vs_recent"] = own[measure] / recent[measure] if recent[measure] else None
                row[f"{measure}__step"] = own[measure] - last[measure]
        else:
            row.update({f"{measure}{suffix}": None for measure in measures for suffix in COMPARED})
        rows.append(row)
    frame = pd.DataFrame(rows, index=pd.Index(batch_ids, name="batch_id"))
    return frame.astype(float)
