"""`committee/calibrations/<day>.yml`: the quarterly look, half measured and half answered by people. D5.

`truenorth committee calibrate` writes the figures; people answer the questions, decide the trials and sign.
A digest over the figures tells if somebody typed other ones in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ..project import Project
from ..strict_yaml import load_yaml
from .places import YML, calibrations_of
from .strict_fields import Fields

CODE = "TN-G006"
FIELDS = ("measured_on", "completed_on", "signed_by", "scan", "figures", "digest", "decisions")
TRIAL_DECISIONS = ("adopt", "continue", "drop")
QUESTIONS: Mapping[str, Mapping[str, str]] = {
    "policy": {
        "en": "Which law, platform rule or contract changed, and which metric does it bend?",
        "zh": "哪些法律、平台规则或合同发生了变化？会使哪个指标失真？",
    },
    "market": {
        "en": "What changed in the market or among rivals that moves a metric without our doing anything?",
        "zh": "市场或竞争对手有哪些变化，会在我们毫无作为时推动指标？",
    },
    "people": {
        "en": "What do users, creators and support say that no metric shows?",
        "zh": "用户、创作者和客服说了哪些没有任何指标能反映的事？",
    },
    "gaming": {
        "en": "Who has learned to move a metric without doing what it stands for?",
        "zh": "谁学会了不做实事却能推高指标？",
    },
    "stage": {
        "en": "Is the business in the stage for which the north stars were chosen?",
        "zh": "业务是否仍处于当初选定北极星指标时的阶段？",
    },
}


@dataclass(frozen=True)
class Calibration:
    """One look at the metrics.

    Attributes:
        completed_on: day on which everything was answered and signed; None: still open.
        metrics: whose health was measured.
        open_points: what is not answered or decided yet.
        sight: by metric and hash of its definition, rank correlation with its outcome, measured anew.
    """

    file: str
    measured_on: date
    completed_on: date | None
    metrics: tuple[str, ...]
    open_points: tuple[str, ...]
    sight: Mapping[tuple[str, str], float] = field(default_factory=dict)


def load_calibrations(project: Project) -> list[Calibration]:
    """Read every calibration, oldest first.

    Raises: ConfigurationError TN-S001 (no valid YAML), TN-G006 (naming the file).
    """
    return [read_calibration(path) for path in sorted(calibrations_of(project).glob(f"*{YML}"))]


def read_calibration(path: Path) -> Calibration:
    """Read one calibration. Raises as `load_calibrations` does."""
    fields = Fields(load_yaml(path), FIELDS, path=path, place="", code=CODE)
    figures = fields.loaded.get("figures")
    if not isinstance(figures, dict) or fields.text("digest") != digest_of(figures):
        raise fields.refusal("the figures are not those that were measured")
    measured_on = fields.day("measured_on")
    if path.name != f"{measured_on.isoformat()}{YML}":
        raise fields.refusal("the file is named for the day of `measured_on`")
    scan = fields.entry("scan", QUESTIONS)
    trials = [str(trial["metric"]) for trial in figures["trials"]]
    decisions = fields.entry("decisions", trials)
    waiting = [question for question in QUESTIONS if not _answered(scan, question)]
    waiting += [f"decision on {metric}" for metric in trials if not _decided(decisions, metric)]
    completed_on = fields.day_or_none("completed_on")
    if completed_on is not None:
        fields.text("signed_by")
        if waiting:
            raise fields.refusal(f"completed without: {', '.join(waiting)}")
        if completed_on < measured_on:
            raise fields.refusal("`completed_on` lies before `measured_on`")
    metrics = tuple(str(one["metric"]) for one in figures["health"])
    sight = {
        (str(one["metric"]), str(one["definition"])): float(one["now"])
        for one in figures.get("sight", ())  # calibrations of earlier versions have none
        if one["now"] is not None
    }
    return Calibration(path.name, measured_on, completed_on, metrics, tuple(waiting), sight)


def draft(
    measured_on: date, health: Sequence[Any], trials: Sequence[Any], sight: Sequence[Any], data: str
) -> dict[str, Any]:
    """Return a calibration with its figures and without its answers.

    Args:
        health, trials, sight: plain mappings, as the file keeps them; each names its `metric`.
        data: digest of the figures that they were measured on.
    """
    figures = {"data": data, "health": list(health), "trials": list(trials), "sight": list(sight)}
    return {
        "measured_on": measured_on,
        "completed_on": None,
        "signed_by": None,
        "scan": {name: {**question, "answer": None} for name, question in QUESTIONS.items()},
        "figures": figures,
        "digest": digest_of(figures),
        "decisions": {str(trial["metric"]): None for trial in trials},
    }


def digest_of(content: Any) -> str:
    """Return sha256 over the content as JSON with sorted keys."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _answered(scan: Fields, question: str) -> bool:
    entry = scan.entry(question, ("en", "zh", "answer"))
    return bool(entry.text("answer", "").strip())


def _decided(decisions: Fields, metric: str) -> bool:
    return decisions.has(metric) and bool(decisions.choice(metric, TRIAL_DECISIONS))
