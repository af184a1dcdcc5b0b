"""The one verdict, and everything that it rests on. How it is printed is the business of `outputs/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from ..errors import ExitCode
from .changes import ContractChange, DefinitionChange, DetectionChange, ValueChange
from .finding import CHECKS, GRADES, Check, GateFinding

SCHEMA_VERSION = 1

Verdict = Literal["pass", "fail", "unknown"]
Question = Literal["change", "batch", "without_source"]


@dataclass(frozen=True)
class Evaluated:
    """Whether a check could be made.

    Attributes:
        state: `unknown` never passes; `skipped` was not asked for, and the reason says by whom.
    """

    state: Literal["done", "skipped", "unknown"]
    reason: str = ""


@dataclass(frozen=True)
class GateReport:
    """What the gate answers.

    Attributes:
        asked: which question; `about`: the revision, the file or the source that it is about.
        release_id: the published release that figures are compared with, None if there is none.
        findings: worst first.
        values: all figures that differ, the largest relative change first; then, where only one basis of a
            figure differs, the other, so that its bubble is known.
        same_values: how many figures were compared and did not differ.
    """

    project: str
    asked: Question
    about: str
    base: str | None = None
    release_id: str | None = None
    findings: tuple[GateFinding, ...] = ()
    contracts: tuple[ContractChange, ...] = ()
    definitions: tuple[DefinitionChange, ...] = ()
    values: tuple[ValueChange, ...] = ()
    same_values: int = 0
    detection: tuple[DetectionChange, ...] = ()
    evaluated: Mapping[Check, Evaluated] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """Unknown is never pass, and a broken promise is worse than an unknown one."""
        counting = [one for one in self.findings if one.counts]
        if any(one.grade == "fail" for one in counting):
            return "fail"
        if counting or any(one.state == "unknown" for one in self.evaluated.values()):
            return "unknown"
        return "pass"

    @property
    def exit_code(self) -> ExitCode:
        codes = {
            "pass": ExitCode.PASS,
            "fail": ExitCode.GATE_FAILED,
            "unknown": ExitCode.COULD_NOT_EVALUATE,
        }
        return codes[self.verdict]

    def as_json(self) -> dict[str, Any]:
        """Return what `gate_report.schema.json` describes."""
        return {
            "schema_version": SCHEMA_VERSION,
            "project": self.project,
            "asked": self.asked,
            "about": self.about,
            "base": self.base,
            "release_id": self.release_id,
            "verdict": self.verdict,
            "exit_code": int(self.exit_code),
            "evaluated": {check: asdict(one) for check, one in self.evaluated.items()},
            "findings": [one.as_json() for one in self.findings],
            "contracts": [asdict(one) for one in self.contracts],
            "definitions": [asdict(one) for one in self.definitions],
            "values": [{**asdict(one), "relative": one.relative} for one in self.values],
            "same_values": self.same_values,
            "detection": [asdict(one) for one in self.detection],
        }


def worst_first(findings: list[GateFinding]) -> tuple[GateFinding, ...]:
    """Return findings as they are told: those that count, then by grade, check, subject, code and key."""
    return tuple(
        sorted(
            findings,
            key=lambda one: (
                not one.counts,
                GRADES.index(one.grade),
                CHECKS.index(one.check),
                one.subject,
                one.code,
                one.key,
            ),
        )
    )
