"""The events of one build: a run that wrote, and a run that tested what was written.

Two jobs, because a graph in which one job reads what it writes is a circle. Both are told after the build,
with the times at which it began and ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from uuid import NAMESPACE_URL, uuid5

from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.facet_v2 import (
    JobFacet,
    RunFacet,
    data_quality_assertions_dataset,
    error_message_run,
    job_type_job,
    parent_run,
    processing_engine_run,
)

from .assertions import Assertion
from .naming import Names

PRODUCER = f"urn:truenorth:{version('truenorth')}"


@dataclass(frozen=True)
class Told:
    """What a build did, as its events tell it.

    Attributes:
        run_id: dbt's invocation id.
        failure: why nothing was published, empty if something was; names and codes only.
        judged: what was found about each dataset, by its name.
    """

    run_id: str
    began: datetime
    ended: datetime
    failure: str = ""
    read: tuple[InputDataset, ...] = ()
    written: tuple[OutputDataset, ...] = ()
    judged: tuple[tuple[str, tuple[Assertion, ...]], ...] = ()


def events_of(told: Told, names: Names) -> list[RunEvent]:
    """Return the events of a build in the order of their times."""
    build = Run(told.run_id, _run_facets(told))
    parent = parent_run.ParentRunFacet(
        parent_run.Run(told.run_id), parent_run.Job(names.jobs, names.job("build"))
    )
    test_id = str(uuid5(NAMESPACE_URL, f"{PRODUCER}/{told.run_id}/test"))
    test = Run(test_id, {**_run_facets(told), "parent": parent})
    inputs = [
        InputDataset(
            names.tables,
            name,
            inputFacets={
                "dataQualityAssertions": data_quality_assertions_dataset.DataQualityAssertionsDatasetFacet(
                    list(found)
                )
            },
        )
        for name, found in told.judged
    ]
    end = RunState.FAIL if told.failure else RunState.COMPLETE
    build_job, test_job = _job("build", names), _job("test", names)
    return [
        _event(RunState.START, told.began, Run(told.run_id), build_job, [], []),
        _event(RunState.START, told.began, Run(test_id, {"parent": parent}), test_job, [], []),
        _event(end, told.ended, build, build_job, list(told.read), list(told.written)),
        _event(end, told.ended, test, test_job, inputs, []),
    ]


def _event(
    state: RunState,
    when: datetime,
    run: Run,
    job: Job,
    inputs: list[InputDataset],
    outputs: list[OutputDataset],
) -> RunEvent:
    return RunEvent(
        eventType=state,
        eventTime=when.isoformat(),
        run=run,
        job=job,
        inputs=inputs,
        outputs=outputs,
        producer=PRODUCER,
    )


def _job(step: str, names: Names) -> Job:
    kind: JobFacet = job_type_job.JobTypeJobFacet("BATCH", "TRUENORTH", jobType=step.upper())
    return Job(names.jobs, names.job(step), {"jobType": kind})


def _run_facets(told: Told) -> dict[str, RunFacet]:
    facets: dict[str, RunFacet] = {
        "processing_engine": processing_engine_run.ProcessingEngineRunFacet(
            version("dbt-core"), "dbt", version("openlineage-python")
        )
    }
    if told.failure:
        facets["errorMessage"] = error_message_run.ErrorMessageRunFacet(told.failure, "SQL")
    return facets
