"""The words that the outputs share: the verdict in a sentence, and the names of grades, checks and states."""

from __future__ import annotations

from collections import Counter

from ...wording.words import Lang, Words, join_words
from ..changes import ContractEffect, Risk
from ..finding import CHECKS, Check, GateFinding, Grade
from ..report import GateReport, Question, Verdict
from .taming import clip, tame

VERDICTS: dict[Verdict, Words] = {
    "pass": Words("PASS", "通过"),
    "fail": Words("FAIL", "不通过"),
    "unknown": Words("UNKNOWN", "无法判断"),
}
GRADE_NAMES: dict[Grade, Words] = {
    "fail": Words("fail", "不通过"),
    "unknown": Words("unknown", "无法判断"),
    "warn": Words("warning", "提醒"),
    "note": Words("note", "备注"),
}
CHECK_NAMES: dict[Check, Words] = {
    "build": Words("build", "构建"),
    "batch": Words("batch", "批次"),
    "contracts": Words("contracts", "合约"),
    "definitions": Words("definitions", "指标定义"),
    "lint": Words("lint", "规则"),
    "votes": Words("votes", "表决"),
    "values": Words("values", "数值"),
    "limits": Words("limits", "限值"),
    "compliance": Words("compliance", "合规"),
    "detection": Words("detection", "检测"),
    "calibration": Words("calibration", "校准"),
    "waivers": Words("waivers", "豁免"),
}
STATES = {
    "unknown": Words("could not be made", "无法进行"),
    "skipped": Words("not asked for", "未要求"),
    "done": Words("made", "已进行"),
}
EFFECTS: dict[ContractEffect, Words] = {
    "breaking": Words("breaking", "破坏性"),
    "changed": Words("changed", "改变"),
    "loosened": Words("loosened", "放宽"),
    "tightened": Words("tightened", "收紧"),
    "reworded": Words("reworded", "改写"),
}
RISKS: dict[Risk, Words] = {
    "breaking": Words("breaking", "破坏性"),
    "risky": Words("risky", "有风险"),
    "safe": Words("safe", "安全"),
}
QUESTIONS: dict[Question, Words] = {
    "change": Words("the change {about} against {base}", "变更 {about}，对照 {base}"),
    "batch": Words("the batch {about}", "批次 {about}"),
    "without_source": Words("the project without the source {about}", "去掉数据源 {about} 的项目"),
}
COLON = Words(": ", "：")
MEND = Words("mend", "处理")

MOST_NAME = 120
"""Characters of a name in a sentence: none of our own is nearly as long."""


def describe_verdict(report: GateReport) -> Words:
    """Say the verdict in one sentence, with how much stands behind it."""
    failing = sum(one.counts and one.grade == "fail" for one in report.findings)
    unjudged = _unjudged(report)
    if not failing and not unjudged:
        return Words("nothing has to be mended first", "没有必须先处理的问题")
    english, chinese = [], []
    if failing:
        english.append(f"{failing} finding{'s' * (failing > 1)} must be mended first")
        chinese.append(f"有{failing}项须先处理")
    if unjudged:
        names = [CHECK_NAMES[one] for one in unjudged]
        said = [join_words([one.say(lang) for one in names], lang) for lang in ("en", "zh")]
        english.append(f"could not be judged: {said[0]} (unknown is never pass)")
        chinese.append(f"无法判断：{said[1]}（无法判断绝不算通过）")
    return Words("; ".join(english), "；".join(chinese))


def describe_question(report: GateReport) -> Words:
    """Say what was asked, and with which release figures were compared."""
    names = {
        "about": clip(tame(report.about), MOST_NAME),
        "base": clip(tame(report.base or "–"), MOST_NAME),
    }
    asked = QUESTIONS[report.asked]
    english, chinese = asked.en.format_map(names), asked.zh.format_map(names)
    if report.release_id:
        release = clip(tame(report.release_id), MOST_NAME)
        english += f"; release {release}"
        chinese += f"；发布版 {release}"
    return Words(english, chinese)


def describe_rest(report: GateReport) -> Words:
    """Say how much is told that does not count; empty if nothing is."""
    told = Counter(_aside(one) for one in report.findings if not one.counts)
    names = (
        ("warn", "warning", "warnings", "项提醒"),
        ("note", "note", "notes", "项备注"),
        ("waived", "waived", "waived", "项已豁免"),
        ("known", "known before", "known before", "项早已知道"),
    )
    present = [(told[key], one, many, chinese) for key, one, many, chinese in names if told[key]]
    return Words(
        ", ".join(f"{count} {many if count > 1 else one}" for count, one, many, _ in present),
        "，".join(f"{count}{chinese}" for count, _, _, chinese in present),
    )


def describe_standing(finding: GateFinding, lang: Lang) -> str:
    """Name the grade of a finding, and why it does not count where it would."""
    grade = GRADE_NAMES[finding.grade].say(lang)
    if finding.waived is not None:
        return f"{grade} ({Words('waived', '已豁免').say(lang)}{COLON.say(lang)}{finding.waived})"
    if finding.is_known:
        return f"{grade} ({Words('known before', '早已知道').say(lang)})"
    return grade


def _aside(finding: GateFinding) -> str:
    if finding.waived is not None:
        return "waived"
    return "known" if finding.is_known else finding.grade


def _unjudged(report: GateReport) -> list[Check]:
    told = {one.check for one in report.findings if one.counts and one.grade == "unknown"}
    asked = {check for check, one in report.evaluated.items() if one.state == "unknown"}
    return [check for check in CHECKS if check in told | asked]
