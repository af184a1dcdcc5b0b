"""One build in a copy of the project: models first, so that a red test hides no figure, then every test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ...dbt import NodeResult, Progress, read_manifest, run_dbt, work_database
from ...judge.copying import Sandbox, environment_of, open_sandbox
from ...project import Project
from .inputs import take_inputs
from .renewal import Renewal, forget
from .side import Side, side_of_build

NO_TESTS = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
FIGURES = ("metric_values", "metric_verdicts")
DETECTION = ("brushing_standing_findings", "brushing_standing_verdicts")


@dataclass(frozen=True)
class Watch:
    """Who is told how a long run goes; see `run_dbt`."""

    on_progress: Callable[[Progress], None]
    on_message: Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What a build in a copy came to.

    Attributes:
        nodes: what became of dbt's nodes, tests among them where they were asked for.
    """

    side: Side
    nodes: tuple[NodeResult, ...]
    manifest: dict[str, Any]

    @property
    def has_figures(self) -> bool:
        return all(self.made(name) for name in FIGURES)

    @property
    def has_verdicts(self) -> bool:
        return all(self.made(name) for name in DETECTION)

    def made(self, model: str) -> bool:
        """Whether this run made the model: a table that it did not make says nothing of the change."""
        # a unit test bears its model's name and says "pass"
        models = (node for node in self.nodes if node.unique_id.startswith("model."))
        return all(node.status == "success" for node in models if node.name == model)


@contextmanager
def open_trial(project: Project, *, inputs: Project | None = None) -> Iterator[Sandbox]:
    """Copy a project and its last build, and set dbt's environment.

    Args:
        inputs: take raw data and the last build of this project instead: the same inputs under other
            definitions.
    Raises: see `open_sandbox`.
    """
    # asked before dbt is pointed to the profile of the copy
    database = None if inputs is None else work_database(inputs)
    with open_sandbox(project, with_build=inputs is None) as sandbox, environment_of(sandbox):
        if inputs is not None and database is not None:
            take_inputs(sandbox, inputs, database)
        yield sandbox


def build_in(sandbox: Sandbox, renewal: Renewal, watch: Watch, *, with_tests: bool) -> Built:
    """Build every model, and test if asked to, on what the last build left less what is made anew.

    Raises: EvaluationError TN-E001 (dbt could not begin), TN-E003 (it made no database).
    """
    project = sandbox.project
    if renewal is Renewal.DETECTION:
        forget(sandbox, renewal)
    again = ["--full-refresh"] if renewal is Renewal.EVERYTHING else []
    run = _run(project, ["build", *NO_TESTS, *again], watch)
    nodes = list(run)
    if with_tests:
        nodes += _run(project, ["test"], watch)
    return Built(side_of_build(project), tuple(nodes), read_manifest(project.root))


def _run(project: Project, arguments: list[str], watch: Watch) -> tuple[NodeResult, ...]:
    run = run_dbt(project, arguments, on_progress=watch.on_progress, on_message=watch.on_message)
    return run.nodes
