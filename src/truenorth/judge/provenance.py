"""What a measurement rests on: the batches that the last build had taken in."""

from __future__ import annotations

from ..project import Project

SHORT = 16  # hex digits of a batch id: enough to tell the batches of one project apart


def batches_of(project: Project) -> tuple[str, ...]:
    """Return the beginnings of the ids of all admitted batches, sorted; none without a door.

    Raises: EvaluationError TN-E003 (nothing built), TN-E005 (a build is writing).
    """
    from ..commands.work import open_work

    work = open_work(project)
    with work.con as con:
        if "batches" not in work.relations:
            return ()
        rows = con.execute(
            f"select distinct left(batch_id, {SHORT}) from {work.relations['batches'].sql}"
            " where status = 'admitted' order by 1"
        ).fetchall()
    return tuple(row[0] for row in rows)
