"""The fixed words of truenorth, as a committee reads them."""

from __future__ import annotations

from ..wording import Words

TIERS = {
    "north_star": Words("north star", "北极星指标"),
    "core": Words("core metric", "核心指标"),
    "candidate": Words("candidate", "候选指标"),
    "retired": Words("retired", "已退役"),
}
KINDS = {
    "vanity": Words("vanity metric", "虚荣指标"),
    "entry": Words("entry metric", "入口指标"),
    "value": Words("value metric", "价值指标"),
    "guardrail": Words("guardrail", "护栏指标"),
}
VERDICTS = {
    "unjudged": Words("not yet judged", "尚未评审"),
    "admitted": Words("admitted: measured and believed", "已准入：经测量可信"),
    "doubtful": Words("doubtful", "存疑"),
    "refused": Words("refused", "不予准入"),
    "unknown": Words("could not be judged", "无法评审"),
    "unapproved": Words("its definition has no vote", "定义未经表决"),
}
STATUSES = {
    "admitted": Words("admitted", "已接收"),
    "held": Words("held", "已扣留"),
    "superseded": Words("replaced by a newer file", "已被新文件取代"),
    "unread": Words("could not be read", "无法读取"),
}
DIMENSIONS = {
    "country": Words("country", "国家"),
    "channel": Words("channel", "渠道"),
    "months_since_first": Words("months since the first purchase", "首购后第几个月"),
}
GRADES = {
    "decides": Words(
        "decides: a finding blocks its subject, and no trusted figure counts it",
        "可定案：一有发现即剔除其对象，可信值不再计入",
    ),
    "supports": Words(
        "supports: evidence beside other signals; blocks nothing alone", "作佐证：与其他信号并看，单独不剔除"
    ),
    "labels": Words("labels: marked as ambiguous; never blocks", "只标注：标为存疑，从不剔除"),
}
SUBJECTS = {
    "interaction": Words("interactions", "互动"),
    "order": Words("orders", "订单"),
    "click": Words("clicks", "点击"),
    "actor": Words("accounts", "账号"),
    "target": Words("contents", "内容"),
    "channel": Words("channels", "渠道"),
}
ENTITIES = {
    "actors": Words("accounts", "账号表"),
    "targets": Words("contents", "内容表"),
    "interactions": Words("interactions", "互动表"),
    "orders": Words("orders", "订单表"),
    "channels": Words("channels", "渠道表"),
    "clicks": Words("clicks", "点击表"),
    "exposures": Words("exposures", "曝光表"),
    "campaigns": Words("a campaign calendar", "活动日历"),
    "consents": Words("a register of consents", "同意记录"),
    "complaints": Words("complaints", "投诉表"),
    "spend": Words("money paid to channels", "渠道投放表"),
    "claims": Words("returns that others claim", "他人宣称的回报"),
    "enforcement_flags": Words("the platform's own enforcement flags", "平台处置标记"),
}
GAP_WORDS = {
    "missing": Words("without any consent", "无任何同意"),
    "expired": Words("after consent had run out", "同意已过期"),
    "withdrawn": Words("after consent was withdrawn", "同意已撤回"),
    "refused": Words("of people who refused", "本人已拒绝"),
    "wrong_purpose": Words("consented for another purpose", "同意的是别的用途"),
    "wrong_notice_version": Words("under a notice that did not explain it", "当时的告知书未说明此用途"),
    "minor_without_guardian": Words("of minors without a guardian", "未成年人且无监护人同意"),
    "no_explicit_consent": Words("sensitive, without consent of their own", "敏感信息缺少单独同意"),
}
LEGAL_BASES = {
    "Consent": Words("consent", "本人同意"),
    "Contract": Words("a contract", "履行合同"),
    "Legal obligations": Words("a legal duty", "法定义务"),
    "Vital interests": Words("vital interests", "重大利益"),
    "Public interest": Words("public interest", "公共利益"),
    "Legitimate interests": Words("legitimate interests", "正当利益"),
    "unknown": Words("nobody says", "无人说明"),
}
CADENCES = {
    "biweekly": Words("every two weeks", "每两周"),
    "monthly": Words("monthly", "每月"),
    "quarterly": Words("quarterly", "每季度"),
    "yearly": Words("yearly", "每年"),
}
HORIZONS = {
    "immediate": Words("speaks at once", "即时见效"),
    "mid": Words("speaks in the middle term", "中期见效"),
    "long": Words("speaks in the long term", "长期见效"),
}
DIRECTIONS = {"up": Words("higher is better", "越高越好"), "down": Words("lower is better", "越低越好")}


def named(vocabulary: dict[str, Words], word: str) -> Words:
    """Return the words for a value; one that is not known yet is shown as it is."""
    return vocabulary.get(word) or Words(word.replace("_", " "))
