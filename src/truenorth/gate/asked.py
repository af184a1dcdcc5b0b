"""Keeps the answers of one run: a question that could not be answered is told as unknown, never left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from ..errors import TruenorthError
from ..wording.words import Words
from .baseline import Known, apply_baseline
from .finding import CHECKS, Check, GateFinding
from .report import Evaluated, GateReport, worst_first
from .settings import GateSettings
from .waivers import Waiver, apply_waivers

T = TypeVar("T")


@dataclass(frozen=True)
class Leniency:
    """What people let pass: waivers with their file as the repository names it, and what is known already."""

    settings: GateSettings
    waivers: list[Waiver]
    waivers_file: str
    today: date
    known: dict[str, Known] | None = None
    baseline_file: str = ""


@dataclass
class Asked:
    """Findings and evaluations while they are collected; `about` is the subject of what stays unknown."""

    about: str
    findings: list[GateFinding] = field(default_factory=list)
    evaluated: dict[Check, Evaluated] = field(default_factory=dict)

    def ask(
        self, check: Check, question: Callable[[], T], *, is_call: type[TruenorthError] | None = None
    ) -> T | None:
        """Ask; a refusal of truenorth is an answer that could not be found. Returns None then.

        Args:
            is_call: refusals of this kind are about the call itself and are raised.
        """
        try:
            answer = question()
        except TruenorthError as refusal:
            if is_call is not None and isinstance(refusal, is_call):
                raise
            self.evaluated[check] = Evaluated("unknown", refusal.what)
            said = Words(f"could not be found out: {refusal.what}", f"无法判定：{refusal.what}")
            mend = Words(refusal.mend, refusal.mend)
            self.findings.append(
                GateFinding(check, "unknown", refusal.code, self.about, said, mend, key=check)
            )
            return None
        self.evaluated.setdefault(check, Evaluated("done"))
        return answer

    def skip(self, checks: Iterable[Check], reason: str) -> None:
        for check in checks:
            self.evaluated.setdefault(check, Evaluated("skipped", reason))

    def finish(self, report: GateReport, leniency: Leniency) -> GateReport:
        """Return the report with every finding, after what people let pass."""
        findings = apply_waivers(
            self.findings, leniency.waivers, leniency.settings, leniency.today, leniency.waivers_file
        )
        if leniency.known is not None:
            findings = apply_baseline(findings, leniency.known, leniency.baseline_file)
        self.evaluated.setdefault("waivers", Evaluated("done"))
        evaluated = {check: self.evaluated[check] for check in CHECKS if check in self.evaluated}
        for check, one in evaluated.items():
            of_check = [found for found in findings if found.check == check and found.grade == "unknown"]
            if one.state == "unknown" and of_check and all(found.waived for found in of_check):
                ids = ", ".join(sorted({str(found.waived) for found in of_check}))
                evaluated[check] = Evaluated("skipped", f"waived by {ids}: {one.reason}")
        return replace(report, findings=worst_first(findings), evaluated=evaluated)


def named_in(root: Path, path: Path) -> str:
    """Return a path relative to a folder where it lies in it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
