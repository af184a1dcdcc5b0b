"""Each measured figure of an admission as a sentence, for people who know no statistics."""

from __future__ import annotations

from ..wording import Words, format_share
from .score_figures import Score

DIMENSIONS = {
    "relevance": Words("Relevance", "相关性"),
    "operability": Words("Operability", "可操作性"),
    "resistance": Words("Resistance", "抗干扰"),
    "long_term": Words("Long-term value", "长期价值"),
}
ASKED = {
    "relevance": Words("Does it move with what it is meant to predict?", "它与所要预测的结果是否同动？"),
    "operability": Words("Has anybody ever moved it?", "有没有人真正推动过它？"),
    "resistance": Words("Does it stand when it is brushed or blinded?", "被刷量或缺信息时是否站得住？"),
    "long_term": Words("Does it see the future better than others?", "它是否比别的指标更能预见未来？"),
}
MARKS = {
    "admitted": Words("admitted", "通过"),
    "doubtful": Words("doubtful", "存疑"),
    "refused": Words("refused", "不通过"),
    "unknown": Words("unknown", "未知"),
}
HIDDEN = {"values": Words("single values", "个别字段"), "accounts": Words("whole accounts", "整个账号")}


def describe_score(score: Score, rival: Words) -> Words:
    """Say what one figure means; a measure that is not known here is shown by its name."""
    if score.value is None:
        return Words(f"{score.measure}: no figure.", f"{score.measure}：没有数值。")
    if score.measure == "effect":
        return _effect(score)
    if score.measure == "detectable":
        return Words(
            f"An experiment of one period could show a change of {_share(score.value)} or more.",
            f"一期的实验最小能看出{_share(score.value, 'zh')}的变化。",
        )
    if score.measure == "hidden":
        what = HIDDEN.get(score.subject, Words(score.subject))
        return Words(
            f"Hiding part of the {what.en} moves it by up to {_share(score.value)} either way;"
            f" {_allowed(score.limit, en=True)}.",
            f"随机隐去部分{what.say('zh')}，它最多上下移动{_share(score.value, 'zh')}；"
            f"{_allowed(score.limit, en=False)}。",
        )
    value, span, zh_span = f"{score.value:.2f}", _span(score, en=True), _span(score, en=False)
    if score.measure == "spearman":
        return Words(
            f"Rank correlation with what came later: {value} ({span}). Above 0 they move together as said.",
            f"与之后结果的秩相关：{value}（{zh_span}）。大于0表示两者如所声明地同动。",
        )
    if score.measure == "elasticity":
        limit = "no limit" if score.limit is None else f"{score.limit:g} %"
        return Words(
            f"Each per cent of brushing that is put in moves the trusted figure by {value} % ({span});"
            f" allowed: {limit}.",
            f"每注入1%的刷量，可信值移动{value}%（{zh_span}）；"
            f"允许：{'无上限规定' if score.limit is None else f'{score.limit:g}%'}。",
        )
    if score.measure in ("error_beside_last_value", "error_beside_rival"):
        beside = rival if score.measure.endswith("rival") else Words("the last value", "沿用上期值")
        return Words(
            f"Its forecasts miss by {value} times what {beside.en} misses ({span}); below 1 is better.",
            f"它的预测误差是{beside.say('zh')}的{value}倍（{zh_span}）；小于1为更好。",
        )
    return Words(f"{score.measure}: {value} ({span}).", f"{score.measure}：{value}（{zh_span}）。")


def _effect(score: Score) -> Words:
    value = score.value or 0.0
    en, zh = "no interval", "无区间"
    if score.low is not None and score.high is not None:
        en = f"95 % interval {_share(score.low)} to {_share(score.high)}"
        zh = f"95%区间{_share(score.low, 'zh')}至{_share(score.high, 'zh')}"
    told = {
        "moved": Words("It moved the metric", "它推动了该指标"),
        "not moved": Words("Its effect cannot be told from none", "其效果与无效果无法区分"),
    }.get(score.mark, Words("It does not count: its groups were not split as planned, or nobody says how",
                            "不作数：分组与计划不符，或无人说明如何分组"))  # fmt: skip
    seen, zh_seen = "", ""
    if score.limit is not None:
        seen = f" It could have found {_share(score.limit)}."
        zh_seen = f"它最小能发现{_share(score.limit, 'zh')}的效果。"
    return Words(
        f"Experiment {score.subject}: {_share(value)} ({en}). {told.en}.{seen}",
        f"实验{score.subject}：{_share(value, 'zh')}（{zh}）。{told.zh}。{zh_seen}",
    )


def _span(score: Score, *, en: bool) -> str:
    if score.low is None or score.high is None:
        return "no interval" if en else "无区间"
    ends = f"{score.low:.2f}", f"{score.high:.2f}"
    return f"95 % interval {ends[0]} to {ends[1]}" if en else f"95%区间{ends[0]}至{ends[1]}"


def _allowed(limit: float | None, *, en: bool) -> str:
    if limit is None:
        return "its contract names no limit" if en else "合约未规定上限"
    return f"allowed: {_share(limit)}" if en else f"允许：{_share(limit, 'zh')}"


def _share(value: float, lang: str = "en") -> str:
    return format_share(value, "zh" if lang == "zh" else "en")
