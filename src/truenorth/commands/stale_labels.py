"""Batches that were labelled under an earlier contract: a changed contract reads nothing anew by itself."""

from __future__ import annotations

from ..admit.ledger import contract_version, ledger_name
from ..project import Project
from .work import open_work


def stale_labels(project: Project) -> dict[str, int]:
    """Return by source how many landed batches carry the labels of an earlier contract file."""
    work = open_work(project)
    stale = {}
    with work.con:
        for source in project.sources:
            path = project.row_contracts / f"{source}.py"
            [(count,)] = work.con.execute(
                f"""
                select count(distinct batch_id) from {ledger_name(work.labelled(source))}
                where event = 'landed' and contract_version <> ?
                """,
                [contract_version(path)],
            ).fetchall()
            if count:
                stale[source] = count
    return stale
