"""`truenorth build`: dbt build, then publish, then the page; ends with what happened in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..dbt import DbtRun, NodeResult, Progress, relations, run_dbt, work_database
from ..errors import ExitCode
from ..project import Project

HELD_BATCHES_TEST = "no_held_batches"


@dataclass(frozen=True)
class BuildOutcome:
    """What a build came to.

    Attributes:
        red: nodes that failed, the test on held batches among them.
        release: file of the release that readers see now, None if nothing was ever published.
        is_new: whether this run published it.
        page: contract page of that release.
    """

    exit_code: ExitCode
    run: DbtRun
    red: tuple[NodeResult, ...]
    release: Path | None
    is_new: bool
    page: Path | None


def build(
    project: Project,
    *,
    full_refresh: bool = False,
    on_progress: Callable[[Progress], None],
    on_message: Callable[[str], None],
) -> BuildOutcome:
    """Run every step from admit to publish.

    A held batch turns the build red but does not stop the others: what passed is published without it. Any
    other red node leaves the last release in place.
    """
    from ..publish.publisher import publish
    from ..publish.reading import current_release

    published = project.published
    arguments = ["build", *(["--full-refresh"] if full_refresh else [])]
    run = run_dbt(project, arguments, on_progress=on_progress, on_message=on_message)
    red = tuple(node for node in run.nodes if node.is_red)
    blocking = [node for node in red if blocks(node)]
    skipped = [node for node in run.nodes if node.status == "skipped"]
    if blocking or skipped or (run.exit_code and not red):
        last = current_release(published)
        failed = red and not any(node.is_broken for node in red)
        code = ExitCode.GATE_FAILED if failed else ExitCode.COULD_NOT_EVALUATE
        return BuildOutcome(code, run, red, last.path if last else None, is_new=False, page=None)
    release = publish(
        project,
        work_database(project),
        published,
        relations=relations(project),
        invocation_id=run.invocation_id,
        clock=lambda: datetime.now(UTC),
    )
    from ..site.page import write_page

    page = write_page(project, release.path, published / "index.html")
    code = ExitCode.GATE_FAILED if red else ExitCode.PASS
    return BuildOutcome(code, run, red, release.path, release.is_new, page)


def blocks(node: NodeResult) -> bool:
    """Whether a red node keeps anything from being published; a held batch only turns the build red."""
    return not node.name.startswith(HELD_BATCHES_TEST)
