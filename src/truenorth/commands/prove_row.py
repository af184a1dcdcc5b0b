"""`truenorth evidence prove --row`: what became of one row, proven."""

from __future__ import annotations

from ..attest.build_evidence import open_salts
from ..attest.row_proof import BatchProver
from ..errors import ConfigurationError
from ..project import Project
from .evidence import open_log
from .work import open_work


def prove_row(project: Project, source: str, batch: str, row: int, *, with_values: bool) -> str:
    """Return the proof of a row as JSON.

    Args:
        batch: first characters of the batch id.
        row: position in its delivery, from 1.
    Raises: ConfigurationError TN-V001 (no log), TN-Q001 (no such batch), TN-V054 (no such row); GateError
        TN-V055 (the rows were changed); EvaluationError TN-V050, TN-E003, TN-E005.
    """
    name = project.source(source).name
    with open_log(project) as log:
        work = open_work(project)
        with work.con, open_salts(project, log) as salts:
            found, batch_id = work.find_batch(batch)
            if found != name:
                raise ConfigurationError(
                    "TN-Q001", f"batch {batch_id[:12]} is one of {found}", mend=f"name the source {found}"
                )
            prover = BatchProver(work.con, log, salts, name, work.labelled(name), batch_id)
            return prover.prove(row, with_values=with_values)
