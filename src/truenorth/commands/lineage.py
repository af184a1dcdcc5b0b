"""Tells OpenLineage what a build came to, if somebody asked for it; the build's answer stays what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..dbt import last_run
from ..errors import ConfigurationError, TruenorthError
from ..lineage_events.sending import is_asked_for, require_client
from ..project import Project
from .build import BuildOutcome, blocks


@dataclass
class LineageOfBuild:
    """Filled in by the build; `failure` says why nothing was published, in names and codes."""

    failure: str = ""

    def came_to(self, outcome: BuildOutcome) -> None:
        """Take over what a build came to."""
        if outcome.page is None:
            red = ", ".join(node.name for node in outcome.red if blocks(node))
            self.failure = f"nothing was published; red: {red or 'dbt itself'}"


@contextmanager
def told_lineage(
    project: Project, file: Path | None, on_message: Callable[[str], None]
) -> Iterator[LineageOfBuild]:
    """Send the events of the build that happens inside, also if it is refused.

    Args:
        file: where the events are appended; None to ask the environment.
    Raises: ConfigurationError TN-H031 if a file was asked for and the client is not installed.
    """
    lineage = LineageOfBuild()
    if file is None and not is_asked_for():
        yield lineage
        return
    try:
        require_client()
    except ConfigurationError as missing:
        if file is not None:
            raise
        on_message(str(missing))  # a variable that is there for other programs stops no build
        yield lineage
        return
    before = last_run(project)
    try:
        yield lineage
    except TruenorthError as refusal:
        lineage.failure = f"nothing was published: {refusal.code}"
        raise
    finally:
        run = last_run(project)
        # a build that was refused before dbt ran anything has no run to speak of
        if run is not None and (before is None or run.invocation_id != before.invocation_id):
            from ..lineage_events.telling import tell_run

            tell_run(project, run, lineage.failure, file, on_message)
