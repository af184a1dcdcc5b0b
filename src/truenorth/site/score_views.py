"""The admission of each metric as the page prints it: one picture and one table, of what is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..wording import Words
from ..wording.words import NOTHING
from .radar_picture import Spoke, draw_radar
from .score_figures import ANSWER, UNKNOWN, Score
from .score_scale import reach
from .score_sentences import ASKED, DIMENSIONS, MARKS, describe_score
from .vocabulary import named

RIVAL = Words("its rival", "对照指标")


@dataclass(frozen=True)
class ScoreRow:
    """One dimension.

    Attributes:
        is_drawn: the picture has a score here.
        told: its figures in words.
        missing: why a measurement behind it could not be made; in English, as the judge said it.
    """

    title: Words
    asked: Words
    answer: Words
    is_drawn: bool
    told: tuple[Words, ...]
    missing: str


@dataclass(frozen=True)
class ScoresView:
    """All that was measured of one metric.

    Attributes:
        rows: empty where it was never judged.
        answers: each score with its answer, in one sentence.
        picture: inline SVG; empty where no score is known.
        experiments: what each experiment on it came to (D15).
        measured_on: day of the judgement.
        stands: the build that was published still believed it.
    """

    rows: tuple[ScoreRow, ...] = ()
    answers: Words = NOTHING
    picture: str = ""
    description: Words = NOTHING
    experiments: tuple[Words, ...] = ()
    measured_on: str = ""
    stands: bool = False


def view_scores(scores: Sequence[Score], *, name: str, title: Words, rival: Words = NOTHING) -> ScoresView:
    """Return what the page says of one metric's admission.

    Args:
        scores: rows of `metric_scores` of this metric.
        name: prefix of the ids in the picture; title: the metric's name in words.
        rival: the name of the metric that it claims to beat.
    """
    if not scores:
        return ScoresView()
    spokes, rows = [], []
    for dimension, words in DIMENSIONS.items():
        own = [one for one in scores if one.dimension == dimension]
        answer = next((one for one in own if one.measure == ANSWER), None)
        stands = answer is not None and answer.stands
        mark = named(MARKS, answer.mark if answer and stands else UNKNOWN)
        place = reach(own)
        spokes.append(Spoke(words, mark, place))
        told = tuple(describe_score(one, rival or RIVAL) for one in own if one != answer)
        missing = answer.reason if answer else ""
        rows.append(ScoreRow(words, ASKED[dimension], mark, place is not None, told, missing))
    answers = _answers(rows)
    description = _description(answers, rows)
    picture = ""
    if any(spoke.reach for spoke in spokes):
        heading = Words(f"Four scores of {title.en}", f"{title.say('zh')}的四项评分")
        picture = draw_radar(spokes, name=f"{name}-scores", title=heading, description=description)
    first = scores[0]
    return ScoresView(
        rows=tuple(rows),
        answers=answers,
        picture=picture,
        description=description,
        experiments=tuple(describe_score(one, NOTHING) for one in scores if one.measure == "effect"),
        measured_on=f"{first.measured_at:%Y-%m-%d}" if first.measured_at else "",
        stands=all(one.stands for one in scores),
    )


def by_metric(scores: Sequence[Score]) -> Mapping[str, tuple[Score, ...]]:
    """Return the scores of each metric."""
    found: dict[str, list[Score]] = {}
    for score in scores:
        found.setdefault(score.metric, []).append(score)
    return {metric: tuple(own) for metric, own in found.items()}


def _answers(rows: Sequence[ScoreRow]) -> Words:
    said = ", ".join(f"{row.title.en}: {row.answer.en}" for row in rows)
    said_zh = "，".join(f"{row.title.say('zh')}：{row.answer.say('zh')}" for row in rows)
    return Words(f"{said}.", f"{said_zh}。")


def _description(answers: Words, rows: Sequence[ScoreRow]) -> Words:
    absent = [row.title for row in rows if not row.is_drawn]
    if not absent:
        return answers
    names = Words(", ".join(one.en for one in absent), "、".join(one.say("zh") for one in absent))
    return Words(
        f"{answers.en} Not drawn, because no figure with a range is known: {names.en}.",
        f"{answers.zh}未画出（没有带区间的数值）：{names.zh}。",
    )
