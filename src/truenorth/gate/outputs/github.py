"""The answer as workflow commands of GitHub Actions: the worst findings stand beside the changed lines."""

from __future__ import annotations

from ..report import GateReport
from .annotations import Annotation, annotations_of
from .sentences import VERDICTS, describe_verdict
from .taming import tame


def render(report: GateReport) -> str:
    """Return one command for each annotation, then the verdict.

    Source: GitHub Docs, "Workflow commands for GitHub Actions"; escapes as in @actions/core.
    """
    lines = [_command(one) for one in annotations_of(report)]
    verdict = VERDICTS[report.verdict].en
    return "\n".join([*lines, f"truenorth gate: {verdict}: {describe_verdict(report).en}"])


def _command(one: Annotation) -> str:
    properties = {}
    if one.finding is not None:
        if one.finding.place is not None:
            properties["file"] = tame(one.finding.place.file)
            if one.finding.place.line is not None:
                properties["line"] = str(one.finding.place.line)
        properties["title"] = tame(f"{one.finding.code} {one.finding.subject}")
    else:
        properties["title"] = "truenorth gate"
    stated = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = "\n".join(map(tame, one.message.splitlines()))
    return f"::{one.level} {stated}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
