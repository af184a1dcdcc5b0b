"""Admissions as files: `expectations/admissions/<metric>.yml`, written by `truenorth judge` and nobody else.

Each file ends in a seal over all the rest: a figure that was typed in is told from one that was measured.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from ..errors import ConfigurationError
from ..project import Project
from ..strict_yaml import load_yaml
from .admission import Admission
from .marks import Mark

HEADER = "# written by `truenorth judge`; a file that was changed by hand counts as unknown\n"
FIELDS = (
    "metric",
    "measured_at",
    "verdict",
    "definition",
    "marks",
    "missing",
    "measured",
    "first",
    "batches",
    "seal",
)


@dataclass(frozen=True)
class Recorded:
    """One admission as it stands in its file.

    Attributes:
        first: when this definition was first judged, and its `recent_spearman` then, for the decay alarm.
    """

    metric: str
    measured_at: datetime
    verdict: Mark
    definition: str
    marks: Mapping[str, Mark]
    missing: Mapping[str, str]
    measured: Mapping[str, Any]
    first: Mapping[str, Any]
    batches: tuple[str, ...]


def folder_of(project: Project) -> Path:
    return project.root / "expectations" / "admissions"


def record(project: Project, admission: Admission) -> Path:
    """Write an admission in place of the one before; returns the file."""
    path = folder_of(project) / f"{admission.metric}.yml"
    content: dict[str, Any] = {
        "metric": admission.metric,
        "measured_at": admission.measured_at.isoformat(),
        "verdict": str(admission.verdict),
        "definition": admission.definition,
        "marks": {name: str(mark) for name, mark in admission.marks.items()},
        "missing": dict(admission.missing),
        "measured": admission.measured(),
        "first": _first(path, admission),
        "batches": list(admission.batches),
    }
    content = json.loads(json.dumps(content))  # plain numbers and lists, as they will be read
    _write(path, {**content, "seal": seal_of(content)})
    return path


def _first(path: Path, admission: Admission) -> dict[str, Any]:
    """Keep the score of the first judgement of this definition: decay is told against it."""
    if path.is_file():
        try:
            earlier = load_record(path)
        except ConfigurationError:
            earlier = None  # typed in or torn: nothing to compare with
        if earlier is not None and earlier.definition == admission.definition and earlier.first:
            return dict(earlier.first)
    if admission.backtest is None:
        return {}
    return {
        "measured_at": admission.measured_at.isoformat(),
        "recent_spearman": admission.backtest.as_json()["recent_spearman"],
    }


def seal_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of everything but the seal, in one order."""
    stated = {name: value for name, value in content.items() if name != "seal"}
    return hashlib.sha256(json.dumps(stated, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def load_records(project: Project) -> dict[str, Recorded | ConfigurationError]:
    """Read every admission by metric; one that cannot be believed is its refusal."""
    found: dict[str, Recorded | ConfigurationError] = {}
    for path in sorted(folder_of(project).glob("*.yml")):
        try:
            found[path.stem] = load_record(path)
        except ConfigurationError as refusal:
            found[path.stem] = refusal
    return found


def load_record(path: Path) -> Recorded:
    """Read one admission.

    Raises: ConfigurationError TN-S001 (no valid YAML), TN-J020 (it was not written by the judge).
    """
    content = load_yaml(path)
    if not isinstance(content, dict) or set(content) != set(FIELDS):
        raise _refusal(path, f"it holds exactly {', '.join(FIELDS)}")
    if content["seal"] != seal_of(content) or content["metric"] != path.stem:
        raise _refusal(path, "its seal does not fit what it says: it was changed by hand")
    return Recorded(
        metric=content["metric"],
        measured_at=datetime.fromisoformat(content["measured_at"]),
        verdict=Mark(content["verdict"]),
        definition=content["definition"],
        marks={name: Mark(mark) for name, mark in content["marks"].items()},
        missing=content["missing"],
        measured=content["measured"],
        first=content["first"],
        batches=tuple(content["batches"]),
    )


def _refusal(path: Path, what: str) -> ConfigurationError:
    return ConfigurationError(
        "TN-J020", what, where=str(path), mend=f"run `truenorth judge {path.stem}`, which writes it anew"
    )


def _write(path: Path, content: Mapping[str, Any]) -> None:
    from ruamel.yaml import YAML

    writer = YAML()
    writer.default_flow_style = False
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".tmp", delete=False) as draft:
        try:
            draft.write(HEADER)
            writer.dump(_quoted(content), draft)
            draft.flush()
            Path(draft.name).chmod(0o644)
            Path(draft.name).replace(path)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise


def _quoted(value: Any) -> Any:
    """Quote texts, so that an id such as 0123 or 1e5 and a time stay texts."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, dict):
        return {name: _quoted(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_quoted(one) for one in value]
    return DoubleQuotedScalarString(value) if isinstance(value, str) else value
