"""`truenorth lint`: the contracts of all metrics against the rules."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..definitions.finding import Finding
from ..errors import ExitCode
from ..project import Project

if TYPE_CHECKING:
    from rich.console import RenderableType

UNREADABLE = {"TN-M001", "TN-M002", "TN-M003"}
"""Findings after which a contract could not be judged at all."""


@dataclass(frozen=True)
class LintReport:
    """What lint found; `metrics` are those that were looked at."""

    metrics: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def exit_code(self) -> ExitCode:
        if any(finding.code in UNREADABLE for finding in self.findings):
            return ExitCode.USAGE
        return ExitCode.GATE_FAILED if self.errors else ExitCode.PASS

    def as_json(self) -> dict[str, Any]:
        return {
            "schema_version": 1,
            "metrics": list(self.metrics),
            "errors": self.errors,
            "warnings": len(self.findings) - self.errors,
            "findings": [asdict(finding) for finding in self.findings],
        }

    def as_text(self) -> RenderableType:
        from rich.console import Group
        from rich.text import Text

        warnings = len(self.findings) - self.errors
        head = f"{len(self.metrics)} metrics: {self.errors} errors, {warnings} warnings"
        return Group(*(Text(_told(finding)) for finding in self.findings), Text(head))


def lint_project(project: Project) -> LintReport:
    """Return what the rules find in the contracts of a project and of its packages."""
    from ..definitions.lint import lint

    metrics, findings = lint(project)
    return LintReport(metrics, findings)


def _told(finding: Finding) -> str:
    head = f"{finding.severity.upper()} {finding.code} {finding.metric}: {finding.what}"
    lines = [f"  at {finding.where}"] if finding.where else []
    lines += [f"  mend: {finding.mend}"] if finding.mend else []
    return "\n".join([head, *lines])
