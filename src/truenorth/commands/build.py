"""`truenorth build`: dbt build, then publish, then the site; ends with what happened in words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..dbt import DbtRun, NodeResult, Progress, relations, run_dbt, work_database
from ..errors import ExitCode
from ..project import Project

if TYPE_CHECKING:
    from ..evidence.log import EvidenceLog

HELD_BATCHES_TEST = "no_held_batches"


@dataclass(frozen=True)
class BuildOutcome:
    """What a build came to.

    Attributes:
        red: nodes that failed, the test on held batches among them.
        release: file of the release that readers see now, None if nothing was ever published.
        is_new: whether this run published it.
        page: entrance of the contract site of that release.
        attested: entries that the build added to the log, None if the project has no log.
    """

    exit_code: ExitCode
    run: DbtRun
    red: tuple[NodeResult, ...]
    release: Path | None
    is_new: bool
    page: Path | None
    attested: int | None = None


def build(
    project: Project,
    *,
    full_refresh: bool = False,
    require_approval: bool = False,
    on_progress: Callable[[Progress], None],
    on_message: Callable[[str], None],
) -> BuildOutcome:
    """Run every step from admit to publish.

    A held batch turns the build red but does not stop the others: what passed is published without it. Any
    other red node leaves the last release in place, and so does a metric in office without a vote where
    approval is required: asked for here, or by the environment variable CI. Elsewhere it is published as
    unapproved.

    Raises: GateError TN-G0nn, see `truenorth.committee.gate.require_approval`.
    """
    from ..attest.opening import require_evidence

    require_evidence(project)
    arguments = ["build", *(["--full-refresh"] if full_refresh else [])]
    run = run_dbt(project, arguments, on_progress=on_progress, on_message=on_message)
    return attest_and_publish(project, run, require_approval=require_approval)


def attest_and_publish(project: Project, run: DbtRun, *, require_approval: bool = False) -> BuildOutcome:
    """Log what a dbt run came to, then publish it if nothing red stands against it."""
    from ..attest.publication import PublicationEvidence
    from ..evidence.log import EvidenceLog
    from ..publish.publisher import publish
    from ..publish.reading import current_release

    published = project.published
    red = tuple(node for node in run.nodes if node.is_red)
    blocking = [node for node in red if blocks(node)]
    skipped = [node for node in run.nodes if node.status == "skipped"]
    with EvidenceLog.open(project) or nullcontext() as log:
        before = log.size if log else 0
        if log:
            _attest(project, log, run)
        if blocking or skipped or (run.exit_code and not red):
            last = current_release(published)
            failed = red and not any(node.is_broken for node in red)
            code = ExitCode.GATE_FAILED if failed else ExitCode.COULD_NOT_EVALUATE
            attested = log.size - before if log else None
            return BuildOutcome(code, run, red, last.path if last else None, False, None, attested)
        ask_committee(project, required=require_approval)
        release = publish(
            project,
            work_database(project),
            published,
            relations=relations(project),
            invocation_id=run.invocation_id,
            clock=lambda: datetime.now(UTC),
            announcement=PublicationEvidence(log, published) if log else None,
        )
        attested = log.size - before if log else None
    from ..site import write_entrance, write_site

    page = write_entrance(write_site(project, release.path, project.site), published)
    code = ExitCode.GATE_FAILED if red else ExitCode.PASS
    return BuildOutcome(code, run, red, release.path, release.is_new, page, attested)


def _attest(project: Project, log: EvidenceLog, run: DbtRun) -> None:
    from ..attest.build_evidence import attest, open_salts
    from .work import open_work

    if work_database(project).is_file():
        work = open_work(project)
        with work.con, open_salts(project, log) as salts:
            attest(project, log, work.con, work.relations, salts, run)


def ask_committee(project: Project, *, required: bool) -> None:
    """Mark metrics in office without a vote; after dbt, because the vote is on compiled SQL."""
    from ..committee.charter import load_charter
    from ..committee.gate import require_approval
    from ..committee.verdicts import UNAPPROVED, mark_unapproved
    from ..work_access import connect_to_work

    if load_charter(project) is None:
        return
    approvals = require_approval(project, flag=required).approvals
    if any(one.state == UNAPPROVED for one in approvals.values()):
        with connect_to_work(project, read_only=False) as con:
            mark_unapproved(con, relations(project)["metric_verdicts"].sql, approvals)


def blocks(node: NodeResult) -> bool:
    """Whether a red node keeps anything from being published; a held batch only turns the build red."""
    return not node.name.startswith(HELD_BATCHES_TEST)
