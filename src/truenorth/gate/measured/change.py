"""What a change of definitions does to figures on the same inputs."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ...errors import EvaluationError
from ...project import Project
from ...publish.reading import current_release, open_release
from ...publish.tables import BATCHES
from ..finding import Check, GateFinding, Place
from .answer import Before, Measured, OnMessage, OnProgress, compared, nothing_measured
from .definition_files import FileKey, changed_files, definition_files
from .held_batches import HELD_CHECKED, held_findings
from .places import Places
from .published_build import release_made_by
from .renewal import Renewal, renewal_for
from .side import Side, side_of_build, side_of_release
from .trial import Built, Watch, build_in, open_trial
from .value_diff import ValueDiff
from .value_findings import largest_change, value_findings

CHECKS: tuple[Check, ...] = ("batch", "values", "limits", "detection", "compliance")


def measure_change(
    project: Project, base: Project | None, *, on_progress: OnProgress, on_message: OnMessage
) -> Measured:
    """Build the project as it is in a copy and compare it with what its base makes of the same inputs.

    The published release stands for the base where it can be shown that the base made it of the same batches;
    otherwise the base is built too. Nothing is published or logged, and the project stays as it is.

    Args:
        base: the project as it was, with its packages, in a folder of its own; its data are not read. None if
            there is no base: the release alone is compared with.
    Raises: ConfigurationError TN-D040, TN-E004; EvaluationError TN-E005.
    """
    limit = largest_change(base or project)  # a change does not lift the limit that it is held against
    changed = changed_files(definition_files(base), definition_files(project)) if base else set()
    renewal = renewal_for(changed, base, project) if base else Renewal.NOTHING
    watch = Watch(on_progress, on_message)
    try:
        with open_trial(project) as sandbox:
            head = build_in(sandbox, renewal, watch, with_tests=True)
    except EvaluationError as refusal:
        return nothing_measured(project, refusal, CHECKS)
    before = _before(project, base, changed, renewal, head, watch)

    def tell(diff: ValueDiff, one: Side, other: Side, places: Mapping[str, Place]) -> list[GateFinding]:
        return value_findings(diff, one, other, places=places, limit=limit)

    answer = compared(project, before, head, tell)
    return answer.and_also(held_findings(before.side, head.side, Places(project), project), HELD_CHECKED)


def _before(
    project: Project,
    base: Project | None,
    changed: Collection[FileKey],
    renewal: Renewal,
    head: Built,
    watch: Watch,
) -> Before:
    if base is None:
        return _of_release(project, head.side)
    release = release_made_by(project, base) if renewal is Renewal.NOTHING else None
    if release is not None:
        published = side_of_build(project)
        if batches_of(published) == batches_of(head.side):
            return Before(published, release.release_id)
    if not changed:
        return Before(head.side)  # the same definitions on the same inputs
    try:
        with open_trial(base, inputs=project) as sandbox:
            built = build_in(sandbox, renewal, watch, with_tests=False)
    except EvaluationError as refusal:
        return Before(None, reason=f"the base could not be built: {refusal.code} {refusal.what}")
    if not built.has_figures:
        return Before(None, reason="the base could not be built: dbt's words are above")
    return Before(built.side)


def _of_release(project: Project, head: Side) -> Before:
    release = current_release(project.published)
    if release is None:
        return Before(None, reason="there is no base to compare with, and nothing was published yet")
    with open_release(release.path) as con:
        side = side_of_release(con)
    if batches_of(side) != batches_of(head):
        return Before(None, reason="the published release rests on other batches")
    return Before(side, release.release_id)


def batches_of(side: Side) -> list[tuple[str, ...]]:
    """Return which batches a build rests on, and what became of each."""
    return sorted(
        tuple(str(row[name]) for name in ("source", "file", "batch_id", "status"))
        for row in side.rows(BATCHES)
    )
