"""The answer as logging commands of Azure Pipelines."""

from __future__ import annotations

from ..report import GateReport
from .annotations import Annotation, annotations_of
from .sentences import VERDICTS, describe_verdict
from .taming import tame

ESCAPES = {"%": "%AZP25", "\r": "%0D", "\n": "%0A", ";": "%3B", "]": "%5D"}


def render(report: GateReport) -> str:
    """Return one `task.logissue` for each annotation, then the verdict; Azure knows no notices.

    Source: Microsoft Learn, "Logging commands"; escapes as in azure-pipelines-task-lib.
    """
    lines = [_command(one) for one in annotations_of(report) if one.level != "notice"]
    verdict = VERDICTS[report.verdict].en
    return "\n".join([*lines, f"truenorth gate: {verdict}: {describe_verdict(report).en}"])


def _command(one: Annotation) -> str:
    properties: dict[str, str] = {"type": one.level}
    message = " ".join(map(tame, one.message.splitlines()))
    if one.finding is not None:
        if one.finding.place is not None:
            properties["sourcepath"] = tame(one.finding.place.file)
            if one.finding.place.line is not None:
                properties["linenumber"] = str(one.finding.place.line)
        properties["code"] = tame(one.finding.code)
        message = f"{tame(one.finding.subject)}: {message}"
    stated = "".join(f"{name}={_escaped(value)};" for name, value in properties.items())
    return f"##vso[task.logissue {stated}]{_escaped(message)}"


def _escaped(text: str) -> str:
    return "".join(ESCAPES.get(one, one) for one in text)
