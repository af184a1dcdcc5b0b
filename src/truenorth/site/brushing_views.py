"""What the page says of brushing: which signal found what, how sure it is, and who stays unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from ..wording import Words, describe_chance, format_count, format_share
from ..wording.words import join_words
from .brushing_figures import DetectionRun, HeldFromMeasure, SignalCount
from .effect_views import EffectsView, view_effects
from .figures import Figures
from .metric_views import MetricView
from .signal_texts import SignalText
from .vocabulary import ENTITIES, GRADES, SUBJECTS, named


@dataclass(frozen=True)
class SignalView:
    """One signal; counts are printed numbers.

    Attributes:
        subject: what one finding is about, in the plural.
        chance: how often chance alone would look like its most striking finding.
    """

    code: str
    title: Words
    question: Words
    grade: Words
    subject: Words
    findings: str
    cases: str
    blocked: str
    retracted: str
    chance: Words


@dataclass(frozen=True)
class OffSignal:
    """A signal that did not run; `missing` are the entities that it needs, `models` what would bring them."""

    code: str
    title: Words
    question: Words
    missing: Words
    models: tuple[str, ...]


@dataclass(frozen=True)
class Certainty:
    """The stated bound of false positives beside what was measured; an empty text is not known.

    Attributes:
        at_most: upper end of the 95 % interval of the measured rate.
        is_above: the measured rate lies above the bound.
        cohort: what was found of accounts known to be honest.
    """

    bound: Words
    measured: Words
    at_most: Words
    permutations: str
    is_above: bool
    cohort: Words
    last_at: str


@dataclass(frozen=True)
class BrushingView:
    """The page's chapter on brushing.

    Attributes:
        telling: signals with findings, those that decide first.
        silent: signals that ran and found nothing.
        held: batches that the trusted figures leave out whole.
    """

    telling: tuple[SignalView, ...]
    silent: tuple[SignalView, ...]
    off: tuple[OffSignal, ...]
    ran: int
    findings: str
    cases: str
    retracted: str
    certainty: Certainty
    effects: EffectsView
    held: tuple[HeldFromMeasure, ...]


def view_brushing(
    figures: Figures, metrics: Sequence[MetricView], texts: Mapping[str, SignalText]
) -> BrushingView:
    """Put the brushing tables of a release into words."""
    ran = sorted((count for count in figures.brushing.signals if count.findings is not None), key=_order)
    telling = [count for count in ran if count.findings or count.retracted]
    return BrushingView(
        telling=tuple(_signal(count, texts) for count in telling),
        silent=tuple(_signal(count, texts) for count in ran if count not in telling),
        off=tuple(_off(count, texts) for count in figures.brushing.signals if count.findings is None),
        ran=len(ran),
        findings=format_count(sum(count.findings or 0 for count in ran)),
        cases=format_count(sum(count.cases for count in ran)),
        retracted=format_count(sum(count.retracted for count in ran)),
        certainty=_certainty(figures.brushing.runs),
        effects=view_effects(figures.brushing.effects, metrics),
        held=figures.brushing.held,
    )


def _order(count: SignalCount) -> tuple[int, int, str]:
    grades = list(GRADES)
    grade = grades.index(count.grade) if count.grade in grades else len(grades)
    return grade, -(count.findings or 0), count.code or count.signal


def _signal(count: SignalCount, texts: Mapping[str, SignalText]) -> SignalView:
    text = texts.get(count.signal, SignalText())
    return SignalView(
        code=count.code or text.code,
        title=Words(count.title, count.title_zh) if count.title else text.title or Words(count.signal),
        question=text.question,
        grade=named(GRADES, count.grade or text.grade),
        subject=_joined([named(SUBJECTS, subject) for subject in count.subject_type.split(" or ")], "or"),
        findings=format_count(count.findings or 0),
        cases=format_count(count.cases),
        blocked=format_count(count.blocked),
        retracted=format_count(count.retracted),
        chance=describe_chance(count.smallest_p),
    )


def _off(count: SignalCount, texts: Mapping[str, SignalText]) -> OffSignal:
    text = texts.get(count.signal, SignalText())
    entities = [entity.strip() for entity in count.missing_entity.split(",") if entity.strip()]
    return OffSignal(
        code=count.code or text.code,
        title=text.title or Words(count.title or count.signal, count.title_zh),
        question=text.question,
        missing=_joined([named(ENTITIES, entity) for entity in entities], "and"),
        models=tuple(f"stg_{entity}" for entity in entities),
    )


def _certainty(runs: Sequence[DetectionRun]) -> Certainty:
    bounds = [run.bound for run in runs if run.bound is not None]
    bound = bounds[-1] if bounds else None
    measured = [run for run in runs if run.measured_rate is not None]
    last = measured[-1] if measured else DetectionRun(None, 0, None, None, None, None)
    rate, permutations = last.measured_rate, last.permutations
    times = [run.detected_at for run in runs if run.detected_at is not None]
    return Certainty(
        bound=_share(bound),
        measured=_share(rate),
        at_most=_limit(last.measured_upper_bound),
        permutations="" if permutations is None else format_count(permutations),
        is_above=bound is not None and rate is not None and rate > bound,
        cohort=_of_cohort(last),
        last_at=f"{times[-1]:%Y-%m-%d %H:%M}" if times else "",
    )


def _of_cohort(run: DetectionRun) -> Words:
    if run.cohort_accounts is None or run.cohort_found is None or run.cohort_upper_bound is None:
        return Words("")
    accounts, found = format_count(run.cohort_accounts), format_count(run.cohort_found)
    at_most = _limit(run.cohort_upper_bound)
    return Words(
        f"Of {accounts} accounts known to be honest from outside, signals that decide found {found}:"
        f" with 95 % confidence at most {at_most.en} of honest accounts.",
        f"在{accounts}个由外部确认诚实的账号中，可定案的信号误判{found}个：以95%置信度不超过{at_most.say('zh')}。",
    )


def _joined(words: Sequence[Words], last: Literal["and", "or"]) -> Words:
    return Words(
        join_words([word.en for word in words], "en", last=last),
        join_words([word.say("zh") for word in words], "zh", last=last),
    )


def _limit(share: float | None) -> Words:
    """An upper limit, rounded up to what a share shows: rounded down it would claim too much."""
    if share is None:
        return Words("")
    step = 0.001 if share >= 0.001 else 0.0001
    return _share(ceil(round(share / step, 6)) * step)


def _share(share: float | None) -> Words:
    return Words("") if share is None else Words(format_share(share, "en"), format_share(share, "zh"))
