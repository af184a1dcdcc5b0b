"""What the verdicts of a build say once the committee was asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .approvals import Approval

if TYPE_CHECKING:
    import duckdb

UNAPPROVED = "unapproved"


def mark_unapproved(
    con: duckdb.DuckDBPyConnection, metric_verdicts: str, approved: Mapping[str, Approval]
) -> list[str]:
    """Set the verdict of every metric that is in office without a vote; returns their names.

    What was measured stays in the reason. Marking twice changes nothing more.

    Args:
        con: the work database, open for writing, after dbt has ended: the hash of a definition is that of the
            SQL which this run compiled.
        metric_verdicts: quoted name of the model's table.
    """
    found = sorted(metric for metric, one in approved.items() if one.state == UNAPPROVED)
    marked = []
    for metric in found:
        rows = con.execute(
            f"update {metric_verdicts} set verdict = ?, reason = concat(?, '; measured: ', verdict,"
            " coalesce(', ' || reason, '')) where metric = ? and verdict <> ? returning metric",
            [UNAPPROVED, approved[metric].reason.en, metric, UNAPPROVED],
        ).fetchall()
        marked += [name for (name,) in rows]
    return marked
