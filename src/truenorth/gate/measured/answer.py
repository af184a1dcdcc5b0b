"""What was measured, and the answer that is made of two builds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ...dbt import Progress
from ...definitions.contract import load_contracts
from ...errors import EvaluationError
from ...project import Project
from ..changes import DetectionChange, ValueChange
from ..finding import Check, GateFinding, Place
from ..report import Evaluated
from .build_findings import build_findings, unbuilt, warnings
from .compliance_findings import compliance_findings
from .detection_diff import detection_diff, detection_findings
from .limit_findings import limit_findings
from .places import Places
from .side import Side
from .trial import Built
from .value_diff import ValueDiff, value_diff

DONE = Evaluated("done")
OnProgress = Callable[[Progress], None]
OnMessage = Callable[[str], None]
ValueTeller = Callable[[ValueDiff, Side, Side, Mapping[str, Place]], list[GateFinding]]
"""Tells figures that differ, given both sides and the places of metrics."""


@dataclass(frozen=True)
class Measured:
    """The measured part of the gate's answer.

    Attributes:
        release_id: the published release that figures are compared with; None where both sides were built.
        same_values: figures that were compared and do not differ.
        evaluated: the checks that this part answers for.
    """

    release_id: str | None = None
    findings: tuple[GateFinding, ...] = ()
    values: tuple[ValueChange, ...] = ()
    same_values: int = 0
    detection: tuple[DetectionChange, ...] = ()
    evaluated: Mapping[Check, Evaluated] = field(default_factory=dict)

    def and_also(self, findings: list[GateFinding], evaluated: Mapping[Check, Evaluated]) -> Measured:
        """Return the answer with findings of further checks."""
        return replace(self, findings=(*self.findings, *findings), evaluated={**self.evaluated, **evaluated})


@dataclass(frozen=True)
class Before:
    """The side that a build is compared with.

    Attributes:
        side: None if it could not be had; `reason` says why.
    """

    side: Side | None
    release_id: str | None = None
    reason: str = ""


def nothing_measured(project: Project, refusal: EvaluationError, checks: tuple[Check, ...]) -> Measured:
    """Answer where dbt could not begin: nothing is known, and that is never a pass."""
    unknown = Evaluated("unknown", f"{refusal.code} {refusal.what}")
    return Measured(
        findings=(unbuilt(project.name, refusal),),
        evaluated={"build": DONE, **dict.fromkeys(checks, unknown)},
    )


def compared(
    project: Project, before: Before, after: Built, tell_values: ValueTeller, *, has_tests: bool = True
) -> Measured:
    """Make the answer of two builds.

    Args:
        tell_values: how differing figures are told; it depends on the question.
        has_tests: whether `after` was tested; if not, compliance is not answered.
    """
    places = Places(project)
    contracts = load_contracts(project)
    of_metrics = places.of_metrics(contracts)
    violations = compliance_findings(before.side, after.side, of_metrics) if has_tests else []
    findings = [
        *build_findings(
            after.nodes,
            after.manifest,
            places.of_nodes(after.manifest),
            violations_are_told=bool(violations),
        ),
        *violations,
        *warnings(after.nodes, after.manifest),
    ]
    evaluated: dict[Check, Evaluated] = {"build": DONE}
    if has_tests:
        evaluated["compliance"] = DONE if after.made("metric_scope") else _not_built("metric_scope")
    diff = ValueDiff((), {})
    unknown = _why_unknown(before, after)
    evaluated["values"] = unknown or DONE
    if before.side is not None and not unknown:
        diff = value_diff(before.side, after.side)
        findings += tell_values(diff, before.side, after.side, of_metrics)
    evaluated["limits"] = DONE if after.has_figures else _not_built("metric_values")
    if after.has_figures:
        findings += limit_findings(before.side, after.side, contracts, of_metrics)
    detection = detection_diff(before.side, after.side) if before.side is not None and not unknown else None
    evaluated["detection"] = _detection(before, after, detection)
    findings += detection_findings(detection or ())
    return Measured(
        release_id=before.release_id if before.side is not None else None,
        findings=tuple(findings),
        values=(*diff.changes, *diff.unmoved),
        same_values=diff.same,
        detection=detection or (),
        evaluated=evaluated,
    )


def _why_unknown(before: Before, after: Built) -> Evaluated | None:
    if not after.has_figures:
        return _not_built("metric_values")
    return Evaluated("unknown", before.reason) if before.side is None else None


def _detection(before: Before, after: Built, changes: tuple[DetectionChange, ...] | None) -> Evaluated:
    if changes is not None:
        return DONE if after.has_verdicts else _not_built("brushing_standing_verdicts")
    if before.side is None or not after.has_figures:
        return Evaluated("unknown", before.reason or "the models of detection could not be built")
    return Evaluated("unknown", "the side before does not say whom it blocks")


def _not_built(model: str) -> Evaluated:
    return Evaluated("unknown", f"{model} could not be built")
